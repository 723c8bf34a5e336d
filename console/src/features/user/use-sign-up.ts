import { brokenHandleRules } from '@latchkey/contracts/handle-rules';
import { SignUp, type User } from '@latchkey/contracts/identity/user';
import { brokenPasswordRules } from '@latchkey/contracts/password-rules';
import type { PublicPolicy } from '@latchkey/contracts/policy';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { request } from '../../api/client.js';
import { meQuery } from '../../api/me.js';
import { signedInHint } from '../../api/signed-in-hint.js';
import { strings } from '../../strings/strings.js';
import { contractErrors } from '../../ui/contract-errors.js';
import { useApiForm } from '../../ui/use-api-form.js';
import { nameErrors } from './name-errors.js';

const empty = { handle: '', email: '', name: '', firstName: '', lastName: '', password: '' };
type Values = typeof empty;

/** Makes the account and signs in with it. */
export function useSignUp(policy: PublicPolicy) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useApiForm({
    initialValues: empty,
    validate: (values) => ({ ...contractErrors(SignUp, bodyOf(values)), ...policyErrors(policy, values) }),
    save: async (values) => {
      await request<User>('POST', '/v1/users', { body: bodyOf(values) });
      return signIn(values);
    },
    onSaved: async (signedIn, { handle }) => {
      if (!signedIn) {
        await navigate('/sign-in', { state: { headline: strings.signUp.createdSignIn, identifier: handle } });
        return;
      }
      signedInHint.set();
      queries.removeQueries({ queryKey: meQuery.queryKey });
      await navigate('/settings/profile', { replace: true });
    },
    fieldOfCode: { handle_taken: 'handle', email_taken: 'email', password_too_weak: 'password' },
  });
}

/** The account exists by now: a sign-in that fails must not look like a sign-up that failed. */
async function signIn({ handle, password }: Values): Promise<boolean> {
  try {
    await request('POST', '/v1/sessions', { body: { identifier: handle, password } });
    return true;
  } catch {
    return false;
  }
}

const bodyOf = ({ handle, email, password, ...names }: Values): SignUp => ({
  handle,
  email,
  password,
  ...Object.fromEntries(Object.entries(names).filter(([, name]) => name !== '')),
});

function policyErrors(policy: PublicPolicy, values: Values): Partial<Record<keyof Values, string>> {
  const { handle, password } = values;
  const [handleRule] = brokenHandleRules(policy.handle, handle);
  const [passwordRule] = brokenPasswordRules(policy.password, { password, handle });
  return {
    ...(handle !== '' && handleRule && { handle: handleRule.message }),
    ...(password !== '' && passwordRule && { password: passwordRule.message }),
    ...nameErrors(policy.name, values),
  };
}
