import ipaddr from 'ipaddr.js';
import { cidrWrong } from './api-key.errors.js';

/**
 * Ranges in one canonical form: a bare address becomes a range of one, IPv4-mapped IPv6 becomes IPv4.
 *
 * @throws ValidationFailed that points at the wrong one
 */
export function canonicalCidrs(cidrs: readonly string[]): string[] {
  return cidrs.map((text, index) => {
    const canonical = canonicalCidr(text);
    if (!canonical) throw cidrWrong(index);
    return canonical;
  });
}

function canonicalCidr(text: string): string | undefined {
  const [base = '', bits, more] = text.split('/');
  // Forms like 0x7f.1 or 010.0.0.1 mean different addresses to different programs.
  const plain = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(base) || base.includes(':');
  if (more !== undefined || !plain || !ipaddr.isValid(base) || base.includes('%')) return undefined;
  if (bits !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bits)) return undefined;
  const address = ipaddr.parse(base);
  const full = address.kind() === 'ipv4' ? 32 : 128;
  const prefix = bits === undefined ? full : Number(bits);
  if (prefix > full) return undefined;
  if (address.kind() === 'ipv6') {
    const v6 = address as ipaddr.IPv6;
    if (v6.isIPv4MappedAddress() && prefix >= 96) return network(v6.toIPv4Address(), prefix - 96);
  }
  return network(address, prefix);
}

/** Host bits cleared, so that what is shown is what is checked. */
function network(address: ipaddr.IPv4 | ipaddr.IPv6, prefix: number): string {
  const cidr = `${address.toString()}/${prefix}`;
  const base =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
      : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${base.toString()}/${prefix}`;
}

/** The first of some canonical ranges that none of `limits` holds whole; no limits hold everything. */
export function firstOutside(cidrs: readonly string[], limits: readonly string[]): number | undefined {
  if (limits.length === 0) return undefined;
  const index = cidrs.findIndex((cidr) => !limits.some((limit) => holds(limit, cidr)));
  return index === -1 ? undefined : index;
}

function holds(outer: string, inner: string): boolean {
  const [outerBase, outerBits] = ipaddr.parseCIDR(outer);
  const [innerBase, innerBits] = ipaddr.parseCIDR(inner);
  return (
    outerBase.kind() === innerBase.kind() && innerBits >= outerBits && innerBase.match(outerBase, outerBits)
  );
}
