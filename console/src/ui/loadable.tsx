import { Button, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode, Suspense } from 'react';
import { ApiError, isSignedOut, NoAnswer } from '../api/api-error.js';
import { strings } from '../strings/strings.js';
import { sayError } from './say-error.js';

interface LoadableProps {
  readonly children: ReactNode;
  /** Stands for a whole page: what it shows instead has the page's heading. */
  readonly page?: boolean;
  readonly skeleton?: ReactNode;
}

/** What suspends inside shows a skeleton; what fails says so and offers another try. */
export function Loadable({ children, page = false, skeleton = <Waiting page={page} /> }: LoadableProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <RetryBoundary onRetry={reset} page={page}>
          <Suspense fallback={skeleton}>{children}</Suspense>
        </RetryBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}

function Waiting({ page }: { page: boolean }) {
  return (
    <>
      {page && <VisuallyHidden component="h1">{strings.common.loading}</VisuallyHidden>}
      <SkeletonRows />
    </>
  );
}

/** Grey bars in place of what is still loading. */
export function SkeletonRows({ rows = 3, height = 56 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="sm" role="status" aria-label={strings.common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}

interface LoadFailedProps {
  readonly error: unknown;
  readonly page: boolean;
  readonly onRetry: () => void;
}

function LoadFailed({ error, page, onRetry }: LoadFailedProps) {
  return (
    <Stack align="flex-start" gap="sm" role="alert" py="md">
      <div>
        <Text fw={600} {...(page && { component: 'h1', size: 'lg' })}>
          {strings.common.loadFailed}
        </Text>
        <Text c="dimmed">{sayError(error)}</Text>
      </div>
      <Button variant="default" onClick={onRetry}>
        {strings.common.retry}
      </Button>
    </Stack>
  );
}

interface BoundaryProps {
  readonly onRetry: () => void;
  readonly page: boolean;
  readonly children: ReactNode;
}

class RetryBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  private readonly retry = (): void => {
    this.props.onRetry();
    this.setState({ error: null });
  };

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    // The query cache has noticed too, and the sign-in page is on its way.
    if (isSignedOut(error)) return null;
    // A fault of the program, or a file of it that is gone: another try would end alike.
    if (!(error instanceof ApiError || error instanceof NoAnswer)) throw error;
    return <LoadFailed error={error} page={this.props.page} onRetry={this.retry} />;
  }
}
