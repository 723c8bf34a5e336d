import { brokenPasswordRules, passwordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Text, VisuallyHidden } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import { strings } from '../strings/strings.js';
import classes from './password-checklist.module.css';

interface PasswordChecklistProps {
  readonly policy: PublicPolicy['password'];
  readonly password: string;
  readonly handle: string | undefined;
}

/** The policy's rules, each ticked as the password that is being typed keeps it. */
export function PasswordChecklist({ policy, password, handle }: PasswordChecklistProps) {
  const broken = new Set(brokenPasswordRules(policy, { password, handle }).map((rule) => rule.code));
  const untouched = password === '';
  // Nobody comes near the longest allowed: a rule to tick off only for somebody who has gone past it.
  const all = passwordRules(policy).filter(({ code }) => code !== 'too_long' || broken.has(code));
  // Only the server can tell, and does: a tick would promise what nobody here knows.
  const isUnknown = ({ code }: (typeof all)[number]) => code === 'contains_handle' && handle === undefined;
  const rules = all.filter((rule) => !isUnknown(rule));
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {strings.password.rules}
      </Text>
      <ul className={classes.list}>
        {rules.map(({ code, message }) => (
          <Rule key={code} message={message} kept={!untouched && !broken.has(code)} />
        ))}
      </ul>
      {all.filter(isUnknown).map(({ code, message }) => (
        <Text key={code} size="sm" c="dimmed" mt={4}>
          {message}
        </Text>
      ))}
      {policy.blockList && (
        <Text size="sm" c="dimmed" mt={4}>
          {strings.password.commonRefused}
        </Text>
      )}
    </div>
  );
}

function Rule({ message, kept }: { message: string; kept: boolean }) {
  const Icon = kept ? IconCircleCheckFilled : IconCircle;
  return (
    <li className={classes.rule} data-kept={kept || undefined}>
      <Icon aria-hidden size={16} className={classes.icon} />
      <span>{message}</span>
      <VisuallyHidden>{kept ? strings.password.kept : strings.password.missing}</VisuallyHidden>
    </li>
  );
}
