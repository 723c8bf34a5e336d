/** What `Link` says of a page: where the next one is (RFC 8288); nothing after the last one, or of what is no page. */
export function nextLink(publicUrl: string, address: string, answer: unknown): string | undefined {
  const { nextCursor } = (answer ?? {}) as { nextCursor?: unknown };
  if (typeof nextCursor !== 'string') return undefined;
  const [path, query] = address.split('?', 2);
  const search = new URLSearchParams(query);
  search.set('cursor', nextCursor);
  return `<${publicUrl.replace(/\/$/, '')}${path}?${search}>; rel="next"`;
}
