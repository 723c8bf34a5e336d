const home = '/settings/profile';

/** Where to go after the sign-in: a page of this console and nothing else, however the link was made. */
export function safeNext(next: string | null, origin: string): string {
  if (!next?.startsWith('/')) return home;
  const url = new URL(next, origin);
  // `/.//evil.example` has this origin, but its path alone would be read as another host.
  if (url.origin !== origin || url.pathname === '/' || url.pathname.startsWith('//')) return home;
  return url.pathname + url.search + url.hash;
}
