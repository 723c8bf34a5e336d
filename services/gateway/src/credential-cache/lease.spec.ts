import { describe, expect, it } from '@jest/globals';
import { Lease } from './lease.js';

describe('Lease', () => {
  it('holds nothing before it was granted', () => {
    expect(new Lease().holds(0)).toBe(false);
  });

  it('counts from when it was sent, less 2 %', () => {
    const lease = new Lease();
    lease.extend(1000, 3000);
    expect(lease.holds(3939)).toBe(true);
    expect(lease.holds(3940)).toBe(false);
  });

  it('is not shortened by an answer that was sent earlier', () => {
    const lease = new Lease();
    lease.extend(2000, 3000);
    lease.extend(1000, 3000);
    expect(lease.holds(4900)).toBe(true);
  });

  it('ends when it is given back', () => {
    const lease = new Lease();
    lease.extend(1000, 3000);
    lease.end();
    expect(lease.holds(1001)).toBe(false);
  });
});
