import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { strings } from '../../strings/strings.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { useDeleteApiKey, useSetApiKeyStatus } from './use-api-keys.js';

interface ApiKeyMenuProps {
  readonly apiKey: ApiKey;
  readonly name: string;
  readonly policy: PublicPolicy;
  readonly onRotate: () => void;
}

export function ApiKeyMenu({ apiKey, name, policy, onRotate }: ApiKeyMenuProps) {
  const [asking, setAsking] = useState(false);
  const words = strings.apiKey;
  const deletion = useDeleteApiKey(words.deleted(name));
  const close = (): void => setAsking(false);
  return (
    <>
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.menu(name)}>
            <IconDots aria-hidden size={19} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to={`/settings/api-keys/${apiKey.id}`}
            leftSection={<IconPencil aria-hidden size={17} />}
          >
            {words.edit}
          </Menu.Item>
          {policy.apiKeys.rotatable && apiKey.status === 'active' && (
            <Menu.Item leftSection={<IconRefresh aria-hidden size={17} />} onClick={onRotate}>
              {words.rotate}
            </Menu.Item>
          )}
          {policy.apiKeys.deactivatable && <StatusItem apiKey={apiKey} name={name} />}
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash aria-hidden size={17} />}
            onClick={() => setAsking(true)}
          >
            {words.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking}
        danger
        title={words.confirmDelete.title(name)}
        body={words.confirmDelete.body(policy.labels.apiKey)}
        confirm={words.delete}
        busy={deletion.isPending}
        onCancel={close}
        onConfirm={() => deletion.mutate(apiKey.id, { onSettled: close })}
      />
    </>
  );
}

function StatusItem({ apiKey, name }: { apiKey: ApiKey; name: string }) {
  const words = strings.apiKey;
  const setStatus = useSetApiKeyStatus((status) =>
    status === 'active' ? words.reactivated(name) : words.deactivated(name),
  );
  if (apiKey.status === 'active') {
    return (
      <Menu.Item
        leftSection={<IconPlayerPause aria-hidden size={17} />}
        onClick={() => setStatus.mutate({ id: apiKey.id, status: 'inactive' })}
      >
        {words.deactivate}
      </Menu.Item>
    );
  }
  if (apiKey.status !== 'inactive') return null;
  return (
    <Menu.Item
      leftSection={<IconPlayerPlay aria-hidden size={17} />}
      onClick={() => setStatus.mutate({ id: apiKey.id, status: 'active' })}
    >
      {words.reactivate}
    </Menu.Item>
  );
}
