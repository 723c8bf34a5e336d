import { Text } from '@mantine/core';
import type { IconBell } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  readonly icon: typeof IconBell;
  readonly title: string;
  readonly body: string;
  readonly action?: ReactNode;
}

/** In place of a list that has nothing in it. */
export function EmptyState({ icon: Icon, title, body, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Icon aria-hidden size={28} stroke={1.5} className={classes.icon} />
      <Text fw={600}>{title}</Text>
      <Text c="dimmed">{body}</Text>
      {action}
    </div>
  );
}
