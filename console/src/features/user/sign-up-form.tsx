import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, Stack, TextInput } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordInput } from '../../ui/new-password-input.js';
import { UsernameInput } from '../../ui/username-input.js';
import { NameFields } from './name-fields.js';
import { useSignUp } from './use-sign-up.js';

export function SignUpForm({ policy }: { policy: PublicPolicy }) {
  const { form, problem, saving, onSubmit } = useSignUp(policy);
  const words = strings.signUp;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <FormProblem problem={problem} />
        <UsernameInput label={policy.labels.handle} autoFocus {...form.getInputProps('handle')} />
        <TextInput
          label={words.email}
          type="email"
          autoComplete="email"
          required
          {...form.getInputProps('email')}
        />
        <NameFields policy={policy} inputProps={form.getInputProps} />
        <NewPasswordInput
          label={words.password}
          policy={policy.password}
          handle={form.values.handle}
          input={form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={saving}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
