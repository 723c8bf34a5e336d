import { RequestPasswordReset } from '@latchkey/contracts/identity/password-reset';
import { useState } from 'react';
import { request } from '../../api/client.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';

/** Asks for a link. `sentTo` is what was typed, once the request was taken; nobody says whether there is such an account. */
export function useRequestPasswordReset(identifier: string) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const apiForm = useApiForm({
    initialValues: { identifier },
    validate: (values) => contractErrors(RequestPasswordReset, values),
    save: (values) => request<void>('POST', '/v1/password-resets', { body: values }),
    onSaved: (_, values) => setSentTo(values.identifier),
  });
  return { ...apiForm, sentTo, askAgain: () => setSentTo(null) };
}
