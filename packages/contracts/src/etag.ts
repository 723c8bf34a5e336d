/**
 * Strong entity tag of a representation (RFC 9110, 8.8.3): two FNV-1a hashes over its JSON. Gateway and service compute
 * it alike, so that `If-Match` is judged where the row is locked.
 */
export function entityTag(representation: unknown): string {
  const text = JSON.stringify(representation);
  return `"${fnv1a(text, 0x811c9dc5)}${fnv1a(text, 0x01000193)}"`;
}

function fnv1a(text: string, seed: number): string {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
