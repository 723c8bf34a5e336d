import { passwordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Command } from 'commander';
import { type Context, run } from '../../context.js';
import type { Cell } from '../../output.js';

export const showPolicy = (): Command =>
  new Command('show').description('What this Latchkey allows: rules, limits, rights').action(
    run(async (context: Context) => {
      const { out, url } = context;
      const policy = await context.policy();
      out.result(policy, () => {
        out.facts([
          ['Server', url],
          ['Product', policy.labels.product],
          ...rules(policy),
          ...keyRules(policy),
        ]);
        out.line('');
        out.table({
          columns: ['RIGHT', 'WHAT IT ALLOWS'],
          rows: policy.rights.map(({ id, description }) => [id, description]),
          empty: 'There are no rights.',
        });
      });
    }),
  );

const rules = (policy: PublicPolicy): (readonly [string, Cell])[] => [
  ['Policy', policy.preset],
  [
    'Sign-up',
    { open: 'open', invitation: 'by invitation', admin: 'by an administrator' }[policy.registration],
  ],
  [
    'Password',
    passwordRules(policy.password)
      .map(({ message }) => message)
      .join(' '),
  ],
  ['CLI sign-in', `${days(policy.sessions.cli.absoluteSeconds)} at most`],
  ['Browser sign-in', `${days(policy.sessions.browser.absoluteSeconds)} at most`],
];

const keyRules = ({ apiKeys, labels }: PublicPolicy): (readonly [string, Cell])[] => [
  [labels.apiKeys, apiKeys.maximum === null ? 'any number' : `${apiKeys.maximum} at most`],
  ['Lifetime', lifetime(apiKeys)],
  ['Rights', apiKeys.rights === 'chosen' ? 'chosen for each' : 'those of the owner'],
];

function lifetime({ durationsInDays, maxDays, expiryRequired }: PublicPolicy['apiKeys']): string {
  const menu = durationsInDays === null ? undefined : `${durationsInDays.join(', ')} days`;
  const longest = maxDays === null ? 'any' : `${maxDays} days at most`;
  return `${menu ?? longest}${expiryRequired ? '' : ', or for ever'}`;
}

function days(seconds: number): string {
  const count = seconds / 86_400;
  return count >= 1 ? `${Math.round(count * 10) / 10} days` : `${Math.round(seconds / 360) / 10} hours`;
}
