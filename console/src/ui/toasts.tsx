import { Notification } from '@mantine/core';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { StepUpCancelled } from '../api/step-up-cancelled.js';
import { strings } from '../strings/strings.js';
import { sayError } from './say-error.js';
import classes from './toasts.module.css';

interface Toast {
  readonly id: number;
  readonly good: boolean;
  readonly message: string;
}

/** Long enough to read a sentence twice (WCAG 2.2.1 asks for no timing that matters: nothing is said only here). */
const shownMs = 6000;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

const replace = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

const hide = (id: number): void => replace(toasts.filter((toast) => toast.id !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says that something went well, in the lower corner. */
export const toast = (message: string): void => show(message, true);

/** Says why something that has no form of its own did not work. */
export function toastProblem(error: unknown): void {
  if (!(error instanceof StepUpCancelled)) show(sayError(error), false);
}

function show(message: string, good: boolean): void {
  const id = nextId++;
  replace([...toasts, { id, message, good }]);
  setTimeout(() => hide(id), shownMs);
}

/** Where the toasts appear. The live region is there from the start, so that a screen reader knows of it. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className={classes.region} role="status" aria-live="polite">
      {shown.map(({ id, message, good }) => (
        <Notification
          key={id}
          color={good ? 'teal' : 'red'}
          withBorder
          icon={good ? <IconCheck aria-hidden size={18} /> : <IconAlertCircle aria-hidden size={18} />}
          closeButtonProps={{ 'aria-label': strings.common.close }}
          onClose={() => hide(id)}
          role="group"
        >
          {message}
        </Notification>
      ))}
    </div>
  );
}
