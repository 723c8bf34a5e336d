import type { Session } from '@latchkey/contracts/tokens/session';
import { Button, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from '@tabler/icons-react';
import { strings } from '../../strings/strings.js';
import { Tag } from '../../ui/tag.js';
import { RelativeTime } from '../../ui/time.js';
import { deviceName } from './device-name.js';
import classes from './session-row.module.css';
import { useEndSession } from './use-sessions.js';

export function SessionRow({ session }: { session: Session }) {
  const end = useEndSession();
  const words = strings.sessions;
  const name = deviceName(session);
  const Icon = iconOf(session);
  return (
    <li className={classes.row}>
      <Icon aria-hidden size={26} stroke={1.5} className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.name}>
          <Text fw={500}>{name}</Text>
          {session.current && <Tag tone="good">{words.current}</Tag>}
        </div>
        <Text size="sm" className={classes.facts}>
          {words.seen} <RelativeTime time={session.lastSeenAt} /> {words.from(session.ipAddress)}
        </Text>
        <Text size="sm" c="dimmed">
          {words.signedIn} <RelativeTime time={session.createdAt} /> · {words.ends}{' '}
          <RelativeTime time={session.expiresAt} />
        </Text>
      </div>
      {!session.current && (
        <Button
          variant="default"
          size="xs"
          aria-label={words.endOne(name)}
          loading={end.isPending}
          onClick={() => end.mutate(session)}
        >
          {words.end}
        </Button>
      )}
    </li>
  );
}

function iconOf({ kind, device }: Session) {
  if (kind === 'cli') return IconTerminal2;
  return /ios|android/i.test(device.os ?? '') ? IconDeviceMobile : IconDeviceDesktop;
}
