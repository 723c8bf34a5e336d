import type { PublicPolicy } from '@latchkey/contracts/policy';
import { userAll } from '@latchkey/contracts/rights';
import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../../strings/strings.js';
import { formatDate } from '../../ui/format-time.js';
import { Tag } from '../../ui/tag.js';
import { RelativeTime } from '../../ui/time.js';
import { ApiKeyMenu } from './api-key-menu.js';
import classes from './api-key-row.module.css';
import { keyName } from './key-name.js';

interface ApiKeyRowProps {
  readonly apiKey: ApiKey;
  readonly policy: PublicPolicy;
  readonly onRotate: () => void;
}

export function ApiKeyRow({ apiKey, policy, onRotate }: ApiKeyRowProps) {
  const words = strings.apiKey;
  const name = keyName(apiKey, policy.labels.apiKey);
  return (
    <li className={classes.row} data-status={apiKey.status}>
      <div className={classes.words}>
        <div className={classes.head}>
          <Anchor component={Link} to={`/settings/api-keys/${apiKey.id}`} className={classes.name}>
            {name}
          </Anchor>
          <StatusTag apiKey={apiKey} />
        </div>
        <Text size="sm">
          {apiKey.name !== null && <span className={classes.last4}>{words.endsIn(apiKey.last4)} · </span>}
          {policy.apiKeys.rights === 'owner' ? words.ownerAccess : sayRights(apiKey)}
          {' · '}
          <Expiry apiKey={apiKey} />
        </Text>
        <Text size="sm" c="dimmed" className={classes.facts}>
          {words.created} {formatDate(apiKey.createdAt)} · <LastUse apiKey={apiKey} />
        </Text>
        {apiKey.allowedCidrs.length > 0 && (
          <Text size="sm" c="dimmed" className={classes.facts}>
            {words.onlyFrom(apiKey.allowedCidrs)}
          </Text>
        )}
      </div>
      <ApiKeyMenu apiKey={apiKey} name={name} policy={policy} onRotate={onRotate} />
    </li>
  );
}

const sayRights = ({ rights }: ApiKey): string =>
  rights.includes(userAll) ? strings.apiKey.allRights : strings.apiKey.rights(rights.length);

function StatusTag({ apiKey: { status, expiringSoon, expiresAt } }: { apiKey: ApiKey }) {
  const words = strings.apiKey;
  if (status === 'active' && expiringSoon && expiresAt) {
    return (
      <Tag tone="warn">
        {words.expires} <RelativeTime time={expiresAt} />
      </Tag>
    );
  }
  return <Tag tone={status === 'active' ? 'good' : 'neutral'}>{words.status[status]}</Tag>;
}

function Expiry({ apiKey: { status, expiresAt } }: { apiKey: ApiKey }) {
  const words = strings.apiKey;
  if (!expiresAt) return words.noExpiry;
  return `${status === 'expired' ? words.expired : words.expires} ${formatDate(expiresAt)}`;
}

function LastUse({ apiKey: { lastUsedAt, lastUsedIp } }: { apiKey: ApiKey }) {
  const words = strings.apiKey;
  if (!lastUsedAt) return words.neverUsed;
  return (
    <>
      {words.lastUsed} <RelativeTime time={lastUsedAt} /> {lastUsedIp && words.from(lastUsedIp)}
    </>
  );
}
