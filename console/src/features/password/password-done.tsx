import type { PasswordChanged } from '@latchkey/contracts/identity/password';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Alert } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { z } from 'zod';
import { strings } from '../../strings/strings.js';
import { ReceiptNotice } from '../../ui/receipt-notice.js';

interface PasswordDoneProps {
  readonly done: z.infer<typeof PasswordChanged> | null;
  readonly labels: PublicPolicy['labels'];
}

/** Says that it worked, above the form, for somebody who is still signed in. */
export function PasswordDone({ done, labels }: PasswordDoneProps) {
  const headline = strings.password.changed;
  if (!done) return null;
  if (done.receipt) {
    return (
      <ReceiptNotice
        receipt={done.receipt}
        headline={headline}
        apiKey={labels.apiKey}
        apiKeys={labels.apiKeys}
      />
    );
  }
  return (
    <Alert role="status" color="teal" variant="light" icon={<IconCheck aria-hidden />}>
      {headline}
    </Alert>
  );
}
