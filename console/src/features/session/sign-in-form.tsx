import { Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { type MouseEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { UsernameInput } from '../../ui/username-input.js';
import { useSignIn } from './use-sign-in.js';

interface SignInFormProps {
  readonly next: string;
  readonly identifier: string;
  readonly handleLabel: string;
}

export function SignInForm({ next, identifier, handleLabel }: SignInFormProps) {
  const { form, problem, saving, onSubmit } = useSignIn({ next, identifier });
  const words = strings.signIn;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <FormProblem problem={problem} />
        <UsernameInput
          label={words.identifier(handleLabel)}
          autoFocus={identifier === ''}
          key={form.key('identifier')}
          {...form.getInputProps('identifier')}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          autoFocus={identifier !== ''}
          required
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <ForgotPassword identifier={() => form.getValues().identifier} />
        <Button type="submit" fullWidth loading={saving}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

/** @param identifier what was typed until somebody follows it: they need not type it again */
function ForgotPassword({ identifier }: { identifier: () => string }) {
  const navigate = useNavigate();
  const path = '/forgot-password';
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    void navigate(path, { state: { identifier: identifier() } });
  };
  return (
    <Anchor component={Link} to={path} onClick={follow} underline="always">
      {strings.forgotPassword.link}
    </Anchor>
  );
}
