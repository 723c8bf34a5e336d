import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../../strings/strings.js';
import { Dialog, DialogActions } from '../../ui/dialog.js';
import { SecretField } from '../../ui/secret-field.js';
import { keyName } from './key-name.js';
import { useRotateApiKey } from './use-api-keys.js';

interface RotateDialogProps {
  readonly apiKey: ApiKey;
  readonly policy: PublicPolicy;
  readonly onClose: () => void;
}

const hour = 3600;
const day = 24 * hour;
const graces = [hour, day, 7 * day, 30 * day];

/** Replaces a key by a new one, while the old one may go on for a while. */
export function RotateDialog({ apiKey, policy, onClose }: RotateDialogProps) {
  const rotation = useRotateApiKey();
  const [grace, setGrace] = useState('0');
  const { apiKey: label } = policy.labels;
  const { confirmRotate: words } = strings.apiKey;
  const token = rotation.data?.token;
  if (rotation.data) {
    return (
      <Dialog opened firm size="lg" title={strings.secret.title(label)} onClose={onClose}>
        <Stack>
          <Text>{token ? strings.secret.once : strings.secret.lost(label)}</Text>
          {token && <SecretField label={label} value={token} masked />}
        </Stack>
        <DialogActions>
          <Button onClick={onClose}>{strings.secret.copied(label)}</Button>
        </DialogActions>
      </Dialog>
    );
  }
  const offered = graces.filter((seconds) => seconds <= policy.apiKeys.maxGraceSeconds);
  return (
    <Dialog opened title={words.title(keyName(apiKey, label))} onClose={onClose}>
      <Stack>
        <Text>{words.body(label)}</Text>
        <NativeSelect
          label={words.grace}
          value={grace}
          onChange={(event) => setGrace(event.currentTarget.value)}
          data={[
            { value: '0', label: words.noGrace },
            ...offered.map((seconds) => ({ value: String(seconds), label: words.seconds(seconds) })),
          ]}
        />
      </Stack>
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {strings.common.cancel}
        </Button>
        <Button
          loading={rotation.isPending}
          onClick={() => rotation.mutate({ id: apiKey.id, gracePeriodSeconds: Number(grace) })}
        >
          {strings.apiKey.rotate}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
