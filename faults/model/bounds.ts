import type { Bounds } from './state.js';

/** Clocks, pruning, and the credential that the user makes afterwards. */
export const oneGateway: Bounds = {
  name: 'one gateway',
  gateways: 1,
  revocations: 1,
  renewals: 1,
  lease: 3,
  counted: 2,
  slowCommit: true,
  drift: true,
  pruning: true,
  newCredential: true,
};

/** Renewals that overtake each other, and duplicates. */
export const twoRenewals: Bounds = {
  name: 'two renewals at once',
  gateways: 1,
  revocations: 1,
  renewals: 2,
  lease: 2,
  counted: 1,
  slowCommit: true,
  drift: true,
  pruning: false,
  newCredential: false,
};

/** The barrier over several gateways. */
export const twoGateways: Bounds = {
  name: 'two gateways',
  gateways: 2,
  revocations: 1,
  renewals: 1,
  lease: 2,
  counted: 1,
  slowCommit: false,
  drift: false,
  pruning: false,
  newCredential: false,
};

/** The order of seqs, and the cursor of the catch-up. */
export const twoRevocations: Bounds = {
  name: 'two revocations',
  gateways: 1,
  revocations: 2,
  renewals: 1,
  lease: 2,
  counted: 2,
  slowCommit: false,
  drift: false,
  pruning: false,
  newCredential: false,
};

export const WORLDS = [oneGateway, twoRenewals, twoGateways, twoRevocations];

/** The same with less left out; minutes, and 1.5 GB of memory. */
export const WIDE_WORLDS: readonly Bounds[] = [
  { ...oneGateway, name: 'one gateway, wide', renewals: 2 },
  { ...twoRenewals, name: 'two renewals, longer leases', lease: 3, counted: 2 },
  { ...twoGateways, name: 'two gateways, wide', counted: 2, slowCommit: true },
  { ...twoGateways, name: 'two gateways that drift', drift: true },
  { ...twoRevocations, name: 'two revocations, wide', renewals: 2, slowCommit: true },
];
