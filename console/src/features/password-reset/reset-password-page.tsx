import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordInput } from '../../ui/new-password-input.js';
import { PublicPage } from '../../ui/public-page.js';
import { useCompletePasswordReset } from './use-complete-password-reset.js';
import { useLinkToken } from './use-link-token.js';

/** Where the link in the mail leads. */
export default function ResetPasswordPage() {
  const policy = usePolicy();
  const token = useLinkToken();
  return token === null ? <ExpiredLink /> : <NewPassword policy={policy} token={token} />;
}

function NewPassword({ policy, token }: { policy: PublicPolicy; token: string }) {
  const { form, problem, saving, onSubmit, expired } = useCompletePasswordReset(policy, token);
  const words = strings.resetPassword;
  if (expired) return <ExpiredLink />;
  return (
    <PublicPage title={words.title} pageTitle={words.pageTitle} below={<ToSignIn />}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          <Text>{words.explain}</Text>
          <FormProblem problem={problem} />
          <NewPasswordInput
            label={strings.password.next}
            policy={policy.password}
            input={form.getInputProps('newPassword')}
          />
          <PasswordInput
            label={strings.password.confirm}
            autoComplete="new-password"
            required
            {...form.getInputProps('confirm')}
          />
          <Button type="submit" fullWidth loading={saving}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </PublicPage>
  );
}

function ExpiredLink() {
  const words = strings.resetPassword;
  return (
    <PublicPage title={words.expiredTitle} pageTitle={words.pageTitle} below={<ToSignIn />}>
      <Stack>
        <Text>{words.expired}</Text>
        <Button component={Link} to="/forgot-password" fullWidth>
          {words.askAgain}
        </Button>
      </Stack>
    </PublicPage>
  );
}

function ToSignIn() {
  return (
    <Anchor component={Link} to="/sign-in" underline="always">
      {strings.forgotPassword.back}
    </Anchor>
  );
}
