import { usePolicy } from '../../api/policy.js';
import { ApiKeyList } from './api-key-list.js';
import { SingleToken } from './single-token.js';

/** One field where the policy has one token at a time and shows it there, else a list. */
export default function ApiKeysPage() {
  const policy = usePolicy();
  const { maximum, secretShown } = policy.apiKeys;
  return maximum === 1 && secretShown === 'field' ? (
    <SingleToken policy={policy} />
  ) : (
    <ApiKeyList policy={policy} />
  );
}
