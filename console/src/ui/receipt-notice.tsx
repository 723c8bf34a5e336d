import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { strings } from '../strings/strings.js';
import { formatExact } from './format-time.js';
import { Notice } from './notice.js';
import classes from './receipt-notice.module.css';

interface ReceiptNoticeProps {
  readonly receipt: Receipt;
  /** What happened, e.g. "Your password is changed." */
  readonly headline: string;
  readonly labels: PublicPolicy['labels'];
}

/** A receipt in words: what died, since when, on how many gateways. */
export function ReceiptNotice({ receipt, headline, labels }: ReceiptNoticeProps) {
  const { revoked, barrier, effectiveAt, id } = receipt;
  const words = strings.receipt;
  return (
    <Notice tone="good" role="status" title={headline}>
      <p className={classes.line}>{words.died(revoked, labels.apiKey, labels.apiKeys)}</p>
      <p className={classes.line}>{words.effective(formatExact(effectiveAt))}</p>
      <p className={classes.line}>
        {words.barrier(barrier.gateways, barrier.acknowledged, barrier.expired, barrier.elapsedMs)}
      </p>
      <p className={classes.id}>{words.id(id)}</p>
    </Notice>
  );
}
