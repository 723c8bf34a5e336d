import { VisuallyHidden } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { SkeletonRows } from '../../ui/loadable.js';
import classes from './settings-shell.module.css';

/** In place of the shell while its code, or who is signed in, is still on the way. */
export function ShellSkeleton() {
  return (
    <div className={classes.shell}>
      <div className={classes.headerPlace} />
      <div className={classes.columns}>
        <div className={classes.side} />
        <main className={classes.main}>
          <VisuallyHidden component="h1">{strings.common.loading}</VisuallyHidden>
          <SkeletonRows rows={3} height={120} />
        </main>
      </div>
    </div>
  );
}
