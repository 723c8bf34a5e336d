import type { PublicPolicy } from '@latchkey/contracts/policy';
import { type ApiKey, UpdateApiKey } from '@latchkey/contracts/tokens/api-key';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../../api/client.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useStepUp } from '../../ui/step-up.js';
import { toast } from '../../ui/toasts.js';
import { useApiForm } from '../../ui/use-api-form.js';
import { type ApiKeyValues, fieldOfCode, missing, readCidrs } from './api-key-values.js';
import { expiresAt } from './expiry.js';
import { path, queryKey } from './use-api-keys.js';

export function useEditApiKey(policy: PublicPolicy, apiKey: ApiKey) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const stepUp = useStepUp();
  return useApiForm<ApiKeyValues, unknown>({
    initialValues: {
      name: apiKey.name ?? '',
      expiry: { choice: 'keep', date: '' },
      rights: [...apiKey.rights],
      allowedCidrs: apiKey.allowedCidrs.join('\n'),
    },
    validate: (values) => ({
      ...contractErrors(UpdateApiKey, patchOf(policy, apiKey, values)),
      ...missing(policy.apiKeys, values),
    }),
    save: (values) =>
      stepUp((proof) =>
        request<ApiKey>('PATCH', `${path}/${apiKey.id}`, {
          body: { ...patchOf(policy, apiKey, values), ...proof },
        }),
      ),
    onSaved: async () => {
      toast(strings.apiKeyForm.saved);
      await queries.invalidateQueries({ queryKey });
      await navigate('/settings/api-keys');
    },
    fieldOfCode,
  });
}

/** Only what was changed: a right that is sent along unchanged might be one that the person no longer holds. */
function patchOf(policy: PublicPolicy, apiKey: ApiKey, values: ApiKeyValues): UpdateApiKey {
  const { expiry } = values;
  const name = values.name.trim() || null;
  const cidrs = readCidrs(values.allowedCidrs);
  const rightsChanged = policy.apiKeys.rights === 'chosen' && !sameSet(values.rights, apiKey.rights);
  return {
    ...(name !== apiKey.name && { name }),
    ...(expiry.choice !== 'keep' && { expiresAt: expiresAt(expiry, Date.now()) }),
    ...(rightsChanged && { rights: values.rights }),
    ...(!sameSet(cidrs, apiKey.allowedCidrs) && { allowedCidrs: cidrs }),
  };
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));
