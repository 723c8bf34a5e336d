import type { Notification, NotificationStatus } from '@latchkey/contracts/notifications/notification';
import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconBell, IconCheck } from '@tabler/icons-react';
import { strings } from '../../strings/strings.js';
import { CardList } from '../../ui/card-list.js';
import { EmptyState } from '../../ui/empty-state.js';
import { RelativeTime } from '../../ui/time.js';
import classes from './notification-list.module.css';
import { useMarkNotifications, useNotifications } from './use-notifications.js';

export function NotificationList({ status }: { status: NotificationStatus }) {
  const { items, more, loadingMore } = useNotifications(status);
  const { move } = useMarkNotifications();
  const words = strings.notification;
  if (items.length === 0) {
    return <EmptyState icon={IconBell} title={words.empty[status]} body={words.emptyBody[status]} />;
  }
  return (
    <CardList more={more} loadingMore={loadingMore}>
      {items.map((notification) => (
        <li key={notification.id} className={classes.row} data-status={notification.status}>
          <Words notification={notification} />
          {status === 'unseen' && (
            <Act label={words.markSeen} onClick={() => move(notification.id, 'seen')} icon={IconCheck} />
          )}
          {status === 'archived' ? (
            <Act
              label={words.moveToInbox}
              onClick={() => move(notification.id, 'seen')}
              icon={IconArrowBackUp}
            />
          ) : (
            <Act
              label={words.moveToArchive}
              onClick={() => move(notification.id, 'archived')}
              icon={IconArchive}
            />
          )}
        </li>
      ))}
    </CardList>
  );
}

function Words({ notification: { title, body, createdAt } }: { notification: Notification }) {
  return (
    <div className={classes.words}>
      <Text fw={500}>{title}</Text>
      <Text size="sm" className={classes.body}>
        {body}
      </Text>
      <Text size="sm" c="dimmed">
        <RelativeTime time={createdAt} />
      </Text>
    </div>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: typeof IconCheck;
  readonly onClick: () => void;
}

function Act({ label, icon: Icon, onClick }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={onClick}>
        <Icon aria-hidden size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
