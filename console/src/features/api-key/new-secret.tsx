import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, Stack, Text } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { Dialog, DialogActions } from '../../ui/dialog.js';
import { Notice } from '../../ui/notice.js';
import { SecretField } from '../../ui/secret-field.js';
import { Section } from '../../ui/section.js';

interface NewSecretProps {
  readonly policy: PublicPolicy;
  /** Null: a repeated request found the key, but its text is told only once. */
  readonly token: string | null;
  readonly onDone: () => void;
}

/** The one time that a key's text is seen, in the way that the policy has it. */
export function NewSecret({ policy, token, onDone }: NewSecretProps) {
  const { apiKey } = policy.labels;
  const words = strings.secret;
  if (token === null) return <Notice tone="warn">{words.lost(apiKey)}</Notice>;
  if (policy.apiKeys.secretShown === 'dialog') {
    return (
      <Dialog opened firm size="lg" title={words.title(apiKey)} onClose={onDone}>
        <Stack>
          <Text>{words.once}</Text>
          <SecretField label={words.field(apiKey)} value={token} masked />
        </Stack>
        <DialogActions>
          <Button onClick={onDone}>{words.copied(apiKey)}</Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Section
      title={words.title(apiKey)}
      description={words.once}
      footer={<Button onClick={onDone}>{words.done}</Button>}
    >
      <SecretField
        label={words.field(apiKey)}
        value={token}
        masked={policy.apiKeys.secretShown === 'masked'}
      />
    </Section>
  );
}
