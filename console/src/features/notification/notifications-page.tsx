import type { NotificationStatus } from '@latchkey/contracts/notifications/notification';
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useUnseenCount } from '../../api/unseen-count.js';
import { strings } from '../../strings/strings.js';
import { Loadable } from '../../ui/loadable.js';
import { Page } from '../../ui/page.js';
import { NotificationList } from './notification-list.js';
import { useMarkNotifications } from './use-notifications.js';

const statuses = ['unseen', 'seen', 'archived'] as const satisfies readonly NotificationStatus[];

export default function NotificationsPage() {
  const [status, setStatus] = useState<NotificationStatus>('unseen');
  const unseen = useUnseenCount();
  const { markAllSeen, markingAll } = useMarkNotifications();
  const words = strings.notification;
  return (
    <Page
      title={words.title}
      description={words.description}
      action={
        <Button variant="default" disabled={unseen === 0} loading={markingAll} onClick={markAllSeen}>
          {words.markAllSeen}
        </Button>
      }
    >
      <SegmentedControl
        aria-label={words.filter}
        value={status}
        onChange={(value) => setStatus(value as NotificationStatus)}
        data={statuses.map((value) => ({ value, label: words.status[value] }))}
      />
      <Loadable key={status}>
        <NotificationList status={status} />
      </Loadable>
    </Page>
  );
}
