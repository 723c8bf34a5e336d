import { Badge, VisuallyHidden } from '@mantine/core';

/** A number that wants attention; nothing when it is 0. `label` is how it is read out. */
export function CountBadge({ count, label }: { count: number; label: string }) {
  if (count === 0) return null;
  return (
    <Badge size="sm" circle={count < 10}>
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </Badge>
  );
}
