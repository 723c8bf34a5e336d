import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { strings } from '../strings/strings.js';
import classes from './card-list.module.css';

interface CardListProps {
  /** `<li>` elements. */
  readonly children: ReactNode;
  /** Loads the next page; null at the end. */
  readonly more?: (() => void) | null;
  readonly loadingMore?: boolean;
}

/** Rows in one card, with a way to the next page. */
export function CardList({ children, more = null, loadingMore = false }: CardListProps) {
  return (
    <div className={classes.card}>
      <ul className={classes.list}>{children}</ul>
      {more && (
        <div className={classes.more}>
          <Button variant="subtle" onClick={more} loading={loadingMore}>
            {strings.common.loadMore}
          </Button>
        </div>
      )}
    </div>
  );
}
