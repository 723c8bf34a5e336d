import { TextInput, type TextInputProps } from '@mantine/core';

/** Where somebody says who they are: password managers fill it in, and no keyboard corrects it. */
export function UsernameInput(props: TextInputProps) {
  return (
    <TextInput
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      {...props}
    />
  );
}
