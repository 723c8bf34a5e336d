import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link, useLocation } from 'react-router';
import type { Arrival } from '../../api/leave.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PublicPage } from '../../ui/public-page.js';
import { UsernameInput } from '../../ui/username-input.js';
import { useRequestPasswordReset } from './use-request-password-reset.js';

/** Says the same whoever is asked for: it must not tell who has an account here. */
export default function ForgotPasswordPage() {
  const { labels } = usePolicy();
  const arrival = (useLocation().state ?? {}) as Arrival;
  const { form, problem, saving, onSubmit, sentTo, askAgain } = useRequestPasswordReset(
    arrival.identifier ?? '',
  );
  const words = strings.forgotPassword;
  return (
    <PublicPage
      title={sentTo === null ? words.title : words.sentTitle}
      pageTitle={words.pageTitle}
      below={
        <Anchor component={Link} to="/sign-in" underline="always">
          {words.back}
        </Anchor>
      }
    >
      {sentTo === null ? (
        <form onSubmit={onSubmit} noValidate>
          <Stack>
            <Text>{words.explain}</Text>
            <FormProblem problem={problem} />
            <UsernameInput
              label={strings.signIn.identifier(labels.handle)}
              autoFocus
              {...form.getInputProps('identifier')}
            />
            <Button type="submit" fullWidth loading={saving}>
              {words.submit}
            </Button>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Notice role="status">{words.sent(sentTo)}</Notice>
          <Text>{words.again}</Text>
          <Button variant="default" fullWidth onClick={askAgain}>
            {words.tryAgain}
          </Button>
        </Stack>
      )}
    </PublicPage>
  );
}
