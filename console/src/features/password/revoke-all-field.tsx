import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Checkbox, Switch, Text } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import classes from './revoke-all-field.module.css';

interface RevokeAllFieldProps {
  readonly policy: PublicPolicy;
  readonly revokeAll: object;
  readonly keepCurrentSession: object;
  readonly on: boolean;
  readonly kept: boolean;
}

/** The switch that kills everything old, and what "everything" is under this policy. */
export function RevokeAllField({ policy, revokeAll, keepCurrentSession, on, kept }: RevokeAllFieldProps) {
  const { labels, revokeAll: covers } = policy;
  const words = strings.password.revoke;
  const dies = [
    covers.sessions && words.sessions,
    covers.cliTokens && words.cliTokens,
    covers.apiKeys && words.apiKeys(labels.apiKey),
  ].filter((part) => part !== false);
  return (
    <div className={classes.box}>
      <Switch
        label={labels.revokeAll}
        description={kept && on ? words.explainKept(dies) : words.explain(dies)}
        {...revokeAll}
      />
      {!covers.apiKeys && (
        <Text size="sm" className={classes.more}>
          {words.survive(labels.apiKeys)}
        </Text>
      )}
      {on && <Checkbox className={classes.more} label={words.keep} {...keepCurrentSession} />}
    </div>
  );
}
