import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { Dialog, DialogActions } from '../../ui/dialog.js';
import { Section } from '../../ui/section.js';
import { useDeleteAccount } from './use-delete-account.js';

/** Who may not delete the own account is told who does. */
export function DeleteAccount() {
  const { labels, deletion } = usePolicy();
  const { admin } = useMe();
  const [asking, ask] = useDisclosure(false);
  const removal = useDeleteAccount();
  const words = strings.deletion;
  if (deletion.by === 'admin' && !admin)
    return <Section title={labels.deleteAccount} description={words.byAdministrators} />;
  return (
    <>
      <Section
        danger
        title={labels.deleteAccount}
        description={words.explain(labels.apiKeys, deletion.graceSeconds)}
        footer={
          <Button color="red.8" loading={removal.isPending} onClick={ask.open}>
            {labels.deleteAccount}
          </Button>
        }
      />
      <Dialog opened={asking} title={words.confirmTitle} onClose={ask.close}>
        <Confirmation
          onCancel={ask.close}
          onConfirm={(typed) => {
            ask.close();
            removal.mutate(typed);
          }}
        />
      </Dialog>
    </>
  );
}

interface ConfirmationProps {
  readonly onCancel: () => void;
  readonly onConfirm: (typed: string) => void;
}

/** Nobody deletes an account with two clicks. */
function Confirmation({ onCancel, onConfirm }: ConfirmationProps) {
  const { labels, deletion } = usePolicy();
  const { handle, email } = useMe();
  const [typed, setTyped] = useState('');
  const words = strings.deletion;
  const [asked, text] = deletion.confirmBy === 'handle' ? [labels.handle, handle] : [words.email, email];
  const confirmed = typed.trim().toLowerCase() === text.toLowerCase();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (confirmed) onConfirm(text);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>{words.confirmBody(deletion.graceSeconds)}</Text>
        <TextInput
          label={words.confirmBy(asked, text)}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </Stack>
      <DialogActions>
        <Button variant="default" onClick={onCancel}>
          {strings.common.cancel}
        </Button>
        <Button type="submit" color="red.8" disabled={!confirmed}>
          {labels.deleteAccount}
        </Button>
      </DialogActions>
    </form>
  );
}
