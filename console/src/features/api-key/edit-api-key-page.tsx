import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { Anchor, Button, Group, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { formatDate } from '../../ui/format-time.js';
import { Loadable } from '../../ui/loadable.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { ApiKeyFields } from './api-key-fields.js';
import { editChoices } from './expiry.js';
import { keyName } from './key-name.js';
import { useApiKey } from './use-api-keys.js';
import { useEditApiKey } from './use-edit-api-key.js';

export default function EditApiKeyPage() {
  const { id = '' } = useParams();
  return (
    <Stack>
      <BackLink />
      <Loadable key={id}>
        <EditApiKey apiKey={useApiKey(id)} />
      </Loadable>
    </Stack>
  );
}

function BackLink() {
  const { labels } = usePolicy();
  return (
    <Anchor component={Link} to="/settings/api-keys" size="sm">
      {strings.apiKeyForm.back(labels.apiKeys)}
    </Anchor>
  );
}

function EditApiKey({ apiKey }: { apiKey: ApiKey }) {
  const policy = usePolicy();
  const me = useMe();
  const { form, problem, saving, onSubmit } = useEditApiKey(policy, apiKey);
  const { labels } = policy;
  return (
    <Page title={keyName(apiKey, labels.apiKey)} description={strings.apiKey.endsIn(apiKey.last4)}>
      <form onSubmit={onSubmit} noValidate>
        <Section
          footer={
            <Group gap="sm">
              <Button variant="default" disabled={!form.isDirty() || saving} onClick={() => form.reset()}>
                {labels.discard}
              </Button>
              <Button type="submit" disabled={!form.isDirty()} loading={saving}>
                {labels.save}
              </Button>
            </Group>
          }
        >
          <ApiKeyFields
            policy={policy}
            admin={me.admin}
            choices={editChoices(policy.apiKeys)}
            form={form}
            problem={problem}
            kept={apiKey.expiresAt ? formatDate(apiKey.expiresAt) : strings.apiKey.noExpiry}
          />
        </Section>
      </form>
    </Page>
  );
}
