import type { PublicPolicy } from '@latchkey/contracts/policy';
import { CreateApiKey } from '@latchkey/contracts/tokens/api-key';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';
import { type ApiKeyValues, fieldOfCode, missing, readCidrs } from './api-key-values.js';
import { expiryBody } from './expiry.js';
import { prefilled } from './prefilled.js';
import type { Created } from './use-api-keys.js';
import { useCreateApiKey } from './use-create-api-key.js';

/** The form of a new key, filled in beforehand by what the link says. */
export function useNewApiKey(policy: PublicPolicy) {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const create = useCreateApiKey();
  const [created, setCreated] = useState<Created | null>(null);
  const form = useApiForm<ApiKeyValues, Created>({
    initialValues: prefilled(policy, query),
    validate: (values) => ({
      ...contractErrors(CreateApiKey, bodyOf(policy, values)),
      ...missing(policy.apiKeys, values),
    }),
    save: (values) => create(bodyOf(policy, values)),
    onSaved: setCreated,
    fieldOfCode,
  });
  return { ...form, created, leave: () => void navigate('/settings/api-keys') };
}

function bodyOf(policy: PublicPolicy, { name, expiry, rights, allowedCidrs }: ApiKeyValues): CreateApiKey {
  const cidrs = readCidrs(allowedCidrs);
  return {
    ...(name.trim() !== '' && { name: name.trim() }),
    ...expiryBody(expiry),
    ...(policy.apiKeys.rights === 'chosen' && { rights }),
    ...(cidrs.length > 0 && { allowedCidrs: cidrs }),
  };
}
