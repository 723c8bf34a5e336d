import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useSearchParams } from 'react-router';
import type { Arrival } from '../../api/leave.js';
import { meQuery } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { signedInHint } from '../../api/signed-in-hint.js';
import { strings } from '../../strings/strings.js';
import { Notice } from '../../ui/notice.js';
import { PublicPage } from '../../ui/public-page.js';
import { ReceiptNotice } from '../../ui/receipt-notice.js';
import { safeNext } from './safe-next.js';
import { SignInForm } from './sign-in-form.js';

export default function SignInPage() {
  const policy = usePolicy();
  const [query] = useSearchParams();
  const arrival = (useLocation().state ?? {}) as Arrival;
  const next = safeNext(query.get('next'), window.location.origin);
  const me = useQuery({ ...meQuery, enabled: signedInHint.isSet(), retry: false });
  const words = strings.signIn;

  if (me.data) return <Navigate to={next} replace />;
  return (
    <PublicPage
      title={words.title(policy.labels.product)}
      pageTitle={words.pageTitle}
      below={
        policy.registration === 'open' && (
          <Text>
            {words.noAccount}{' '}
            <Anchor component={Link} to="/sign-up" underline="always">
              {words.signUp}
            </Anchor>
          </Text>
        )
      }
    >
      <Stack>
        <Welcome arrival={arrival} labels={policy.labels} />
        <SignInForm next={next} identifier={arrival.identifier ?? ''} handleLabel={policy.labels.handle} />
      </Stack>
    </PublicPage>
  );
}

function Welcome({ arrival, labels }: { arrival: Arrival; labels: PublicPolicy['labels'] }) {
  const { receipt, headline = '' } = arrival;
  if (receipt) return <ReceiptNotice receipt={receipt} headline={headline} labels={labels} />;
  return headline === '' ? null : <Notice role="status">{headline}</Notice>;
}
