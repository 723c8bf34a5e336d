import type { ReactNode } from 'react';
import classes from './facts.module.css';

interface FactsProps {
  /** What it is, and what is so. Left out where there is nothing to say. */
  readonly facts: readonly (readonly [label: string, value: ReactNode] | false)[];
}

/** Things that are so, each with its name beside it. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={classes.facts}>
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]} className={classes.fact}>
              <dt className={classes.label}>{fact[0]}</dt>
              <dd className={classes.value}>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
