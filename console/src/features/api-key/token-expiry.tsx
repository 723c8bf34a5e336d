import type { PublicPolicy } from '@latchkey/contracts/policy';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Text } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { formatExact } from '../../ui/format-time.js';
import { Notice } from '../../ui/notice.js';
import { daysUntil } from './expiry.js';

interface TokenExpiryProps {
  readonly apiKey: ApiKey;
  readonly labels: PublicPolicy['labels'];
}

/** When the token ends, in red from as many days before as the policy says. */
export function TokenExpiry({ apiKey, labels }: TokenExpiryProps) {
  const { status, expiresAt, expiringSoon } = apiKey;
  const words = strings.singleToken;
  if (status === 'expired') return <Notice tone="danger">{words.expired(labels.apiKey)}</Notice>;
  if (!expiresAt) return null;
  const sentence = words.expires(daysUntil(expiresAt, Date.now()));
  return (
    <div>
      <Text size="sm" fw={500}>
        {labels.expiry}
      </Text>
      <Text size="sm" mb={6}>
        {formatExact(expiresAt)}
      </Text>
      {expiringSoon ? (
        <Notice tone="danger">{sentence}</Notice>
      ) : (
        <Text size="sm" c="dimmed">
          {sentence}
        </Text>
      )}
    </div>
  );
}
