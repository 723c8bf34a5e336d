import { Skeleton, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SkeletonRows } from './loadable.js';
import classes from './public-page.module.css';

interface PublicPageProps {
  readonly title: string;
  /** What the browser's tab says. */
  readonly pageTitle: string;
  readonly children: ReactNode;
  /** Below the card: the way to another page. */
  readonly below?: ReactNode;
}

/** A page for people who are not signed in: one card in the middle. */
export function PublicPage({ title, pageTitle, children, below }: PublicPageProps) {
  return (
    <div className={classes.page}>
      <title>{`${pageTitle} · Latchkey`}</title>
      <main className={classes.main}>
        <span className={classes.mark}>
          <IconKey aria-hidden size={22} stroke={1.8} />
        </span>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <div className={classes.card}>{children}</div>
        {below && <div className={classes.below}>{below}</div>}
      </main>
    </div>
  );
}

export function PublicPageSkeleton() {
  return (
    <div className={classes.page}>
      <main className={classes.main}>
        <Skeleton height={44} width={44} radius="lg" mx="auto" mb="md" />
        <Skeleton height={28} width="70%" mx="auto" mb="lg" />
        <div className={classes.card}>
          <SkeletonRows rows={3} height={44} />
        </div>
      </main>
    </div>
  );
}
