import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Section } from '../../ui/section.js';
import { useResetAuthentication } from './use-reset-authentication.js';

/** Kills every credential of the account at once, whatever the policy's "revoke all" covers. */
export function ResetAuthentication() {
  const { labels } = usePolicy();
  const [asking, ask] = useDisclosure(false);
  const reset = useResetAuthentication();
  const words = strings.resetAuthentication;
  return (
    <>
      <Section
        danger
        title={labels.resetAuthentication}
        description={words.explain(labels.apiKey)}
        footer={
          <Button color="red.8" loading={reset.isPending} onClick={ask.open}>
            {labels.resetAuthentication}
          </Button>
        }
      />
      <ConfirmDialog
        opened={asking}
        danger
        title={words.confirmTitle}
        body={words.confirmBody(labels.apiKeys)}
        confirm={labels.resetAuthentication}
        onCancel={ask.close}
        onConfirm={() => {
          ask.close();
          reset.mutate();
        }}
      />
    </>
  );
}
