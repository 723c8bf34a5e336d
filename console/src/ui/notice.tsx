import { IconAlertCircle, IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

type Tone = 'neutral' | 'good' | 'warn' | 'danger';

const icons = {
  neutral: IconInfoCircle,
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  danger: IconAlertCircle,
} as const satisfies Record<Tone, unknown>;

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: string;
  /** `alert` interrupts a screen reader, `status` waits for its turn. */
  readonly role?: 'alert' | 'status';
  readonly children?: ReactNode;
}

/** Something to know before going on, in a box of its own. */
export function Notice({ tone = 'neutral', title, role, children }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon aria-hidden size={20} className={classes.icon} />
      <div className={classes.words}>
        {title && <p className={classes.title}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
