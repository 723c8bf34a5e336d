import type { User } from '@latchkey/contracts/identity/user';
import type { DeviceLogin } from '@latchkey/contracts/tokens/device-login';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { strings } from '../../strings/strings.js';
import { displayName } from '../../ui/display-name.js';
import { Facts } from '../../ui/facts.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { PublicPage } from '../../ui/public-page.js';
import { sayError } from '../../ui/say-error.js';
import { RelativeTime } from '../../ui/time.js';
import classes from './device-login.module.css';
import { useDecideDeviceLogin, useDeviceLogin } from './use-device-login.js';

/** Who asks, and the two answers. */
export function DecisionPage({ code, me }: { code: string; me: User }) {
  const login = useDeviceLogin(code);
  const decision = useDecideDeviceLogin(code);
  const words = strings.deviceLogin;
  if (!login) return <NotFound />;
  const decided = decision.data ?? login;
  if (decided.status !== 'pending') return <Decided status={decided.status} />;
  const busy = decision.isPending;
  return (
    <PublicPage title={words.title(displayName(me))} pageTitle={words.pageTitle}>
      <Stack>
        <FormProblem problem={decision.error ? sayError(decision.error) : null} />
        <div>
          <Text>{words.sameCode}</Text>
          <p className={classes.code}>{login.userCode}</p>
        </div>
        <Asking login={login} />
        <Notice tone="warn">{words.warning}</Notice>
        <Group grow>
          <Button variant="default" disabled={busy} onClick={() => decision.mutate(false)}>
            {words.decline}
          </Button>
          <Button loading={busy} onClick={() => decision.mutate(true)}>
            {words.approve}
          </Button>
        </Group>
      </Stack>
    </PublicPage>
  );
}

function Asking({ login: { ipAddress, device, userAgent, createdAt, expiresAt } }: { login: DeviceLogin }) {
  const words = strings.deviceLogin;
  const program = [device.browser, device.os].filter(Boolean).join(', ') || userAgent || words.unknownProgram;
  return (
    <Facts
      facts={[
        [words.from, ipAddress],
        [words.program, program],
        [words.asked, <RelativeTime key="asked" time={createdAt} />],
        [words.expires, <RelativeTime key="expires" time={expiresAt} />],
      ]}
    />
  );
}

function Decided({ status }: { status: 'approved' | 'declined' }) {
  const words = strings.deviceLogin;
  return (
    <PublicPage title={words[status].title} pageTitle={words.pageTitle}>
      <Stack>
        <Notice role="status" tone={status === 'approved' ? 'good' : 'neutral'}>
          {words[status].body}
        </Notice>
        <Anchor component={Link} to="/settings/sessions">
          {words.sessions}
        </Anchor>
      </Stack>
    </PublicPage>
  );
}

function NotFound() {
  const words = strings.deviceLogin;
  return (
    <PublicPage title={words.enterTitle} pageTitle={words.pageTitle}>
      <Stack>
        <Notice role="alert" tone="danger">
          {words.notFound}
        </Notice>
        <Anchor component={Link} to="/device">
          {words.another}
        </Anchor>
      </Stack>
    </PublicPage>
  );
}
