import type { Receipt } from '@latchkey/contracts/tokens/revocation';
import { Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { strings } from '../strings/strings.js';
import { formatExact } from './format-time.js';
import classes from './receipt-notice.module.css';

interface ReceiptNoticeProps {
  readonly receipt: Receipt;
  /** What happened, e.g. "Your password is changed." */
  readonly headline: string;
  /** What a key is called here, one and many. */
  readonly apiKey: string;
  readonly apiKeys: string;
}

/** A receipt in words: what died, since when, on how many gateways. */
export function ReceiptNotice({ receipt, headline, apiKey, apiKeys }: ReceiptNoticeProps) {
  const { revoked, barrier } = receipt;
  const words = strings.receipt;
  return (
    <section role="status" className={classes.notice} aria-label={headline}>
      <IconShieldCheck aria-hidden className={classes.icon} size={22} />
      <div className={classes.words}>
        <Text fw={600}>{headline}</Text>
        <Text size="sm">{words.died(revoked, apiKey, apiKeys)}</Text>
        <Text size="sm">{words.effective(formatExact(receipt.effectiveAt))}</Text>
        <Text size="sm">
          {words.barrier(barrier.gateways, barrier.acknowledged, barrier.expired, barrier.elapsedMs)}
        </Text>
        <Text size="xs" c="dimmed" className={classes.id}>
          {words.id(receipt.id)}
        </Text>
      </div>
    </section>
  );
}
