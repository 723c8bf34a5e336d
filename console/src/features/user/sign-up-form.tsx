import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, Stack, TextInput } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordInput } from '../../ui/new-password-input.js';
import { NameFields } from './name-fields.js';
import { useSignUp } from './use-sign-up.js';

export function SignUpForm({ policy }: { policy: PublicPolicy }) {
  const { form, problem, saving, onSubmit } = useSignUp(policy);
  const words = strings.signUp;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <FormProblem problem={problem} />
        <TextInput
          label={policy.labels.handle}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          autoFocus
          required
          {...form.getInputProps('handle')}
        />
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
