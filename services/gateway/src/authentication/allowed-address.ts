import ipaddr from 'ipaddr.js';

/** Whether an address lies in one of the ranges; with no ranges every address does. */
export function allowsAddress(cidrs: readonly string[], address: string): boolean {
  if (cidrs.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  // `process` turns IPv4 inside IPv6 into IPv4.
  const parsed = ipaddr.process(address);
  return cidrs.some((cidr) => {
    const [base, bits] = ipaddr.parseCIDR(cidr);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
