import { IconAdjustments, IconBell, IconDevices, IconKey, IconLock, IconUser } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { NavLink } from 'react-router';
import { usePolicy } from '../../api/policy.js';
import { useUnseenCount } from '../../api/unseen-count.js';
import { strings } from '../../strings/strings.js';
import { CountBadge } from '../../ui/count-badge.js';
import classes from './settings-navigation.module.css';

/** The pages there are, by what the policy has. */
export function SettingsNavigation({ onNavigate }: { onNavigate?: () => void }) {
  const { nav } = strings.shell;
  const { labels } = usePolicy();
  const unseen = useUnseenCount();
  return (
    <ul className={classes.list}>
      <Entry to="/settings/profile" icon={IconUser} label={nav.profile} onNavigate={onNavigate} />
      <Entry to="/settings/password" icon={IconLock} label={nav.password} onNavigate={onNavigate} />
      <Entry to="/settings/sessions" icon={IconDevices} label={nav.sessions} onNavigate={onNavigate} />
      <Entry to="/settings/api-keys" icon={IconKey} label={labels.apiKeys} onNavigate={onNavigate} />
      <Entry
        to="/notifications"
        icon={IconBell}
        label={nav.notifications}
        count={unseen}
        onNavigate={onNavigate}
      />
      <Entry to="/settings/advanced" icon={IconAdjustments} label={nav.advanced} onNavigate={onNavigate} />
    </ul>
  );
}

interface EntryProps {
  readonly to: string;
  readonly icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
  readonly label: string;
  readonly count?: number;
  readonly onNavigate: (() => void) | undefined;
}

function Entry({ to, icon: Icon, label, count = 0, onNavigate }: EntryProps) {
  return (
    <li>
      <NavLink to={to} className={classes.entry ?? ''} {...(onNavigate ? { onClick: onNavigate } : {})}>
        <Icon aria-hidden size={18} stroke={1.7} />
        <span className={classes.label}>{label}</span>
        <CountBadge count={count} label={strings.shell.unseen(count)} />
      </NavLink>
    </li>
  );
}
