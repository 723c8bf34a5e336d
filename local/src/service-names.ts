/** The services behind the gateways. Each owns a database of its name. */
export const serviceNames = ['identity', 'tokens', 'notifications', 'audit'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** `identity-1`, `identity-2`, … */
export const numbered = (service: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${service}-${index + 1}`);

/** Every instance behind the gateways. */
export const instanceNames = (replicas: number): string[] =>
  serviceNames.flatMap((service) => numbered(service, replicas));
