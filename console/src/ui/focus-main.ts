/** Puts the focus on the page itself, after the control that had it has gone. */
export const focusMain = (): void => document.getElementById('main')?.focus({ preventScroll: true });
