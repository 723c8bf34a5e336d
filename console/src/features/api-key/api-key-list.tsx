import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Button, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { strings } from '../../strings/strings.js';
import { CardList } from '../../ui/card-list.js';
import { EmptyState } from '../../ui/empty-state.js';
import { Page } from '../../ui/page.js';
import { ApiKeyRow } from './api-key-row.js';
import { NewSecret } from './new-secret.js';
import { RotateDialog } from './rotate-dialog.js';
import { useApiKeys } from './use-api-keys.js';
import { useQuickApiKey } from './use-quick-api-key.js';

export function ApiKeyList({ policy }: { policy: PublicPolicy }) {
  const { items, more, loadingMore } = useApiKeys();
  const quick = useQuickApiKey();
  // Here and not in the row: the row goes with its key, and would take the new secret along.
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const { labels, apiKeys } = policy;
  const words = strings.apiKey;
  const most = apiKeys.maximum;
  const full = most !== null && items.length >= most;
  // Nothing to ask: everything about it follows from the policy.
  const needsForm = apiKeys.rights === 'chosen' || apiKeys.expiryRequired;
  const icon = <IconPlus aria-hidden size={17} />;
  return (
    <Page
      title={labels.apiKeys}
      description={words.description}
      action={
        needsForm && !full ? (
          <Button component={Link} to="/settings/api-keys/new" leftSection={icon}>
            {labels.createApiKey}
          </Button>
        ) : (
          <Button leftSection={icon} disabled={full} loading={quick.making} onClick={quick.make}>
            {labels.createApiKey}
          </Button>
        )
      }
    >
      {quick.made && <NewSecret policy={policy} token={quick.made.token} onDone={quick.forget} />}
      {items.length === 0 ? (
        <EmptyState
          icon={IconKey}
          title={words.empty(labels.apiKeys)}
          body={words.emptyBody(labels.apiKey)}
        />
      ) : (
        <CardList more={more} loadingMore={loadingMore}>
          {items.map((apiKey) => (
            <ApiKeyRow key={apiKey.id} apiKey={apiKey} policy={policy} onRotate={() => setRotating(apiKey)} />
          ))}
        </CardList>
      )}
      {most !== null && (
        <Text size="sm" c="dimmed">
          {full
            ? words.limitReached(most, labels.apiKey, labels.apiKeys)
            : words.limit(items.length, most, labels.apiKeys)}
        </Text>
      )}
      {rotating && <RotateDialog apiKey={rotating} policy={policy} onClose={() => setRotating(null)} />}
    </Page>
  );
}
