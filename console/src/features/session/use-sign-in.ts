import { type SignedIn, SignIn } from '@latchkey/contracts/tokens/session';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { request } from '../../api/client.js';
import { isOfSomebody } from '../../api/query-client.js';
import { signedInHint } from '../../api/signed-in-hint.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';

/** Signs in with the cookie as transport: the token itself never reaches a script. */
export function useSignIn({ next, identifier }: { next: string; identifier: string }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useApiForm({
    initialValues: { identifier, password: '' },
    validate: (values) => contractErrors(SignIn, values),
    save: (values) => request<z.infer<typeof SignedIn>>('POST', '/v1/sessions', { body: values }),
    onSaved: () => {
      signedInHint.set();
      queries.removeQueries({ predicate: isOfSomebody });
      void navigate(next, { replace: true });
    },
  });
}
