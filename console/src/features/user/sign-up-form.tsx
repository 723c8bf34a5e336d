import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useId } from 'react';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { PasswordChecklist } from '../../ui/password-checklist.js';
import { NameFields } from './name-fields.js';
import { useSignUp } from './use-sign-up.js';

export function SignUpForm({ policy }: { policy: PublicPolicy }) {
  const { form, problem, saving, onSubmit } = useSignUp(policy);
  const rules = useId();
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
        <PasswordInput
          label={words.password}
          autoComplete="new-password"
          aria-describedby={rules}
          required
          {...form.getInputProps('password')}
        />
        <PasswordChecklist
          id={rules}
          policy={policy.password}
          password={form.values.password}
          handle={form.values.handle}
        />
        <Button type="submit" fullWidth loading={saving}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
