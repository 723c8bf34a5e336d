import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { NewPasswordInput } from '../../ui/new-password-input.js';
import { Section } from '../../ui/section.js';
import { PasswordDone } from './password-done.js';
import { RevokeAllField } from './revoke-all-field.js';
import { useChangePassword } from './use-change-password.js';

interface PasswordFormProps {
  readonly policy: PublicPolicy;
  readonly handle: string;
}

export function PasswordForm({ policy, handle }: PasswordFormProps) {
  const { form, problem, saving, onSubmit, done } = useChangePassword(policy, handle);
  const words = strings.password;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="lg">
        <PasswordDone done={done} labels={policy.labels} />
        <Section
          footer={
            <Button type="submit" loading={saving}>
              {words.submit}
            </Button>
          }
        >
          <Stack>
            <FormProblem problem={problem} />
            {/* Tells password managers whose password this is. */}
            <input type="text" hidden readOnly autoComplete="username" value={handle} />
            <PasswordInput
              label={words.current}
              autoComplete="current-password"
              required
              {...form.getInputProps('currentPassword')}
            />
            <NewPasswordInput
              label={words.next}
              policy={policy.password}
              handle={handle}
              input={form.getInputProps('newPassword')}
            />
            <PasswordInput
              label={words.confirm}
              autoComplete="new-password"
              required
              {...form.getInputProps('confirm')}
            />
            <RevokeAllField
              policy={policy}
              revokeAll={form.getInputProps('revokeAll', { type: 'checkbox' })}
              keepCurrentSession={form.getInputProps('keepCurrentSession', { type: 'checkbox' })}
              on={form.values.revokeAll}
              kept={form.values.keepCurrentSession}
            />
          </Stack>
        </Section>
      </Stack>
    </form>
  );
}
