/**
 * The text of a credential: `lk_<kind>_<id>_<secret><crc>`.
 *
 * The checksum lets scanners and clients spot a typo offline; it is no proof of anything.
 */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Published for secret scanners. */
export const tokenPattern = /^lk_(ses|cli|key)_[0-9A-Za-z]{20}_[0-9A-Za-z]{49}$/;

export type TokenKind = 'ses' | 'cli' | 'key';

export interface ParsedToken {
  readonly kind: TokenKind;
  /** 20 base62 characters: the credential's id without its prefix. */
  readonly id: string;
  /** 43 base62 characters: 256 random bits. */
  readonly secret: string;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** CRC-32 (ISO-HDLC, as in zip) of an ASCII text, as 6 base62 characters. */
export function tokenChecksum(text: string): string {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc = (crcTable[(crc ^ text.charCodeAt(i)) & 0xff] as number) ^ (crc >>> 8);
  }
  return base62(BigInt((crc ^ 0xffffffff) >>> 0), 6);
}

/** A number in base62, padded to `length` with zeros in front. */
export function base62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = alphabet[Number(rest % 62n)] + text;
  return text.padStart(length, '0');
}

/** Puts a token's parts together. */
export function formatToken({ kind, id, secret }: ParsedToken): string {
  const body = `lk_${kind}_${id}_${secret}`;
  return body + tokenChecksum(body);
}

/** The parts of a well-formed token, or undefined: wrong shape or wrong checksum. Looks nothing up. */
export function parseToken(text: string): ParsedToken | undefined {
  if (text.length !== 77 || !tokenPattern.test(text)) return undefined;
  if (tokenChecksum(text.slice(0, 71)) !== text.slice(71)) return undefined;
  return { kind: text.slice(3, 6) as TokenKind, id: text.slice(7, 27), secret: text.slice(28, 71) };
}
