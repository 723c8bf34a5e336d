import type { ReactNode } from 'react';
import classes from './tag.module.css';

interface TagProps {
  readonly tone?: 'neutral' | 'good' | 'warn' | 'danger';
  readonly children: ReactNode;
}

/** A state in one or two words. */
export function Tag({ tone = 'neutral', children }: TagProps) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
