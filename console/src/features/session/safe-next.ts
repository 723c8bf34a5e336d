const home = '/settings/profile';

/** Where to go after the sign-in: a page of this console and nothing else, however the link was made. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/')) return home;
  const url = new URL(next, window.location.origin);
  if (url.origin !== window.location.origin || url.pathname === '/') return home;
  return url.pathname + url.search + url.hash;
}
