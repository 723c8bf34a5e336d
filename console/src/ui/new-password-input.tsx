import type { PublicPolicy } from '@latchkey/contracts/policy';
import { PasswordInput } from '@mantine/core';
import { PasswordChecklist } from './password-checklist.js';

interface NewPasswordInputProps {
  readonly label: string;
  readonly policy: PublicPolicy['password'];
  /** Whose password it is, if that is known. */
  readonly handle?: string;
  /** What the form gives to the input. */
  readonly input: { readonly value?: string };
}

/** Where a new password is chosen, with the rules that it must keep below, read out together with the field. */
export function NewPasswordInput({ label, policy, handle, input }: NewPasswordInputProps) {
  return (
    <PasswordInput
      label={label}
      autoComplete="new-password"
      required
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      descriptionProps={{ component: 'div', mt: 10 }}
      description={<PasswordChecklist policy={policy} password={input.value ?? ''} handle={handle} />}
      {...input}
    />
  );
}
