import type { PasswordChanged } from '@latchkey/contracts/identity/password';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { z } from 'zod';
import { strings } from '../../strings/strings.js';
import { Notice } from '../../ui/notice.js';
import { ReceiptNotice } from '../../ui/receipt-notice.js';

interface PasswordDoneProps {
  readonly done: z.infer<typeof PasswordChanged> | null;
  readonly labels: PublicPolicy['labels'];
}

/** Says that it worked, above the form, for somebody who is still signed in. */
export function PasswordDone({ done, labels }: PasswordDoneProps) {
  const headline = strings.password.changed;
  if (!done) return null;
  if (done.receipt) return <ReceiptNotice receipt={done.receipt} headline={headline} labels={labels} />;
  return (
    <Notice tone="good" role="status">
      {headline}
    </Notice>
  );
}
