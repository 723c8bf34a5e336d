import { UserCode } from '@latchkey/contracts/tokens/device-login';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { strings } from '../../strings/strings.js';
import { PublicPage } from '../../ui/public-page.js';
import classes from './device-login.module.css';

export function CodePage() {
  const [, setQuery] = useSearchParams();
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const words = strings.deviceLogin;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = UserCode.safeParse(code);
    if (read.success) setQuery({ code: read.data });
    else setError(words.invalid);
  };
  return (
    <PublicPage title={words.enterTitle} pageTitle={words.pageTitle}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{words.enterBody}</Text>
          <TextInput
            label={words.code}
            placeholder="XXXX-XXXX"
            classNames={{ input: classes.codeInput ?? '' }}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            autoFocus
            value={code}
            error={error}
            onChange={(event) => {
              setCode(event.currentTarget.value);
              setError(null);
            }}
          />
          <Button type="submit" fullWidth>
            {words.go}
          </Button>
        </Stack>
      </form>
    </PublicPage>
  );
}
