import ipaddr from 'ipaddr.js';

/**
 * What counts as one address: an IPv4 address, an IPv6 network of /64 (whoever has one address of it has all), whatever
 * the spelling (attack case P20).
 */
export function addressBucket(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}
