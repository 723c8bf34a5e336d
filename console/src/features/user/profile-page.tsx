import { DataList, Group, Text } from '@mantine/core';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
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
      <ProfileForm me={me} policy={policy} />
      <Section title={words.account}>
        <Facts me={me} handleLabel={policy.labels.handle} />
      </Section>
    </Page>
  );
}

function Facts({ me, handleLabel }: { me: ReturnType<typeof useMe>; handleLabel: string }) {
  const words = strings.profile;
  return (
    <DataList>
      <DataList.Item>
        <DataList.ItemLabel>{handleLabel}</DataList.ItemLabel>
        <DataList.ItemValue>{me.handle}</DataList.ItemValue>
      </DataList.Item>
      <DataList.Item>
        <DataList.ItemLabel>{words.email}</DataList.ItemLabel>
        <DataList.ItemValue>
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
        </DataList.ItemValue>
      </DataList.Item>
      <DataList.Item>
        <DataList.ItemLabel>{words.memberSince}</DataList.ItemLabel>
        <DataList.ItemValue>{formatDate(me.createdAt)}</DataList.ItemValue>
      </DataList.Item>
      {me.lastSignInAt && (
        <DataList.Item>
          <DataList.ItemLabel>{words.lastSignIn}</DataList.ItemLabel>
          <DataList.ItemValue>
            <RelativeTime time={me.lastSignInAt} />
          </DataList.ItemValue>
        </DataList.Item>
      )}
    </DataList>
  );
}
