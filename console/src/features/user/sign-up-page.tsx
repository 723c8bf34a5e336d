import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { Notice } from '../../ui/notice.js';
import { PublicPage } from '../../ui/public-page.js';
import { SignUpForm } from './sign-up-form.js';

export default function SignUpPage() {
  const policy = usePolicy();
  const words = strings.signUp;
  return (
    <PublicPage
      title={words.title(policy.labels.product)}
      pageTitle={words.pageTitle}
      below={
        <Text>
          {words.haveAccount}{' '}
          <Anchor component={Link} to="/sign-in" underline="always">
            {words.signIn}
          </Anchor>
        </Text>
      }
    >
      {policy.registration === 'open' ? (
        <SignUpForm policy={policy} />
      ) : (
        <Notice title={words.closed.title}>{words.closed[policy.registration]}</Notice>
      )}
    </PublicPage>
  );
}
