/** The sign-in page, with where to go on afterwards. */
export const signInPath = (next: string): string =>
  next === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next })}`;
