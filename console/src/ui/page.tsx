import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** Beside the title: the page's one main action. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One settings page: its heading, what it is about, and its sections. */
export function Page({ title, description, action, children }: PageProps) {
  return (
    <Stack gap="lg">
      <title>{`${title} · Latchkey`}</title>
      <header className={classes.header}>
        <div>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {description && (
            <Text c="dimmed" mt={4}>
              {description}
            </Text>
          )}
        </div>
        {action && <div className={classes.action}>{action}</div>}
      </header>
      {children}
    </Stack>
  );
}
