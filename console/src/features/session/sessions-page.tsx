import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { CardList } from '../../ui/card-list.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { focusMain } from '../../ui/focus-main.js';
import { Page } from '../../ui/page.js';
import { ReceiptNotice } from '../../ui/receipt-notice.js';
import { SessionRow } from './session-row.js';
import { useEndOtherSessions, useSessions } from './use-sessions.js';

export default function SessionsPage() {
  const { labels } = usePolicy();
  const { items, more, loadingMore } = useSessions();
  const [asking, ask] = useDisclosure(false);
  const endOthers = useEndOtherSessions();
  const words = strings.sessions;
  const others = items.filter((session) => !session.current);
  const confirmed = (): void => {
    ask.close();
    endOthers.mutate(undefined, { onSuccess: focusMain });
  };
  return (
    <Page
      title={words.title}
      description={words.description}
      action={
        others.length > 0 && (
          <Button variant="default" loading={endOthers.isPending} onClick={ask.open}>
            {words.endOthers}
          </Button>
        )
      }
    >
      {endOthers.data && (
        <ReceiptNotice receipt={endOthers.data} headline={words.endedOthers} labels={labels} />
      )}
      <CardList more={more} loadingMore={loadingMore}>
        {currentFirst(items).map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </CardList>
      {others.length === 0 && <Text c="dimmed">{words.onlyThis}</Text>}
      <ConfirmDialog
        opened={asking}
        title={words.confirmOthers.title}
        body={words.confirmOthers.body(words.others(others.length, more !== null))}
        confirm={words.endOthers}
        danger
        onCancel={ask.close}
        onConfirm={confirmed}
      />
    </Page>
  );
}

const currentFirst = <T extends { readonly current: boolean }>(sessions: readonly T[]): T[] => [
  ...sessions.filter(({ current }) => current),
  ...sessions.filter(({ current }) => !current),
];
