import type { Policy } from '@latchkey/contracts/policy';

type Issue = NonNullable<ReturnType<typeof Policy.safeParse>['error']>['issues'][number];

/** What a schema found, as sentences that begin with the field's full name. */
export const problemsOf = (issues: readonly Issue[]): string[] => issues.flatMap(toSentences);

function toSentences(issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${fieldName([...issue.path, key])} is not a field of a policy.`);
  const field = fieldName(issue.path) || 'It';
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [`${field} is missing.`];
  return [`${field}: ${lowerFirst(issue.message)}.`];
}

/** `apiKeys.warnAtDays[2]` */
const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? String(part) : `${name}.${String(part)}`;
  }, '');

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
