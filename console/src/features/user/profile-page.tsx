import { Group, Text } from '@mantine/core';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { Facts } from '../../ui/facts.js';
import { formatDate } from '../../ui/format-time.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { Tag } from '../../ui/tag.js';
import { RelativeTime } from '../../ui/time.js';
import { ProfileForm } from './profile-form.js';

export default function ProfilePage() {
  const me = useMe();
  const policy = usePolicy();
  const words = strings.profile;
  return (
    <Page title={words.title} description={words.description}>
      <ProfileForm policy={policy} />
      <Section title={words.account}>
        <Facts
          facts={[
            [policy.labels.handle, me.handle],
            [words.email, <Email key="email" me={me} />],
            [words.memberSince, formatDate(me.createdAt)],
            me.lastSignInAt !== null && [
              words.lastSignIn,
              <RelativeTime key="time" time={me.lastSignInAt} />,
            ],
          ]}
        />
      </Section>
    </Page>
  );
}

function Email({ me }: { me: ReturnType<typeof useMe> }) {
  const words = strings.profile;
  return (
    <>
      <Group gap="xs">
        <span>{me.email}</span>
        <Tag tone={me.emailVerified ? 'good' : 'neutral'}>
          {me.emailVerified ? words.verified : words.unverified}
        </Tag>
      </Group>
      {me.pendingEmail && (
        <Text size="sm" c="dimmed">
          {words.pending(me.pendingEmail)}
        </Text>
      )}
    </>
  );
}
