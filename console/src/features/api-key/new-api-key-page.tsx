import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useMe } from '../../api/me.js';
import { usePolicy } from '../../api/policy.js';
import { strings } from '../../strings/strings.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { ApiKeyFields } from './api-key-fields.js';
import { newChoices } from './expiry.js';
import { NewSecret } from './new-secret.js';
import { useNewApiKey } from './use-new-api-key.js';

const list = '/settings/api-keys';

export default function NewApiKeyPage() {
  const policy = usePolicy();
  const me = useMe();
  const { form, problem, saving, onSubmit, created, leave } = useNewApiKey(policy);
  const { labels } = policy;
  const inDialog = policy.apiKeys.secretShown === 'dialog';
  return (
    <Page title={labels.createApiKey} description={strings.apiKey.description}>
      {created && <NewSecret policy={policy} token={created.token} onDone={leave} />}
      {(!created || (inDialog && created.token !== null)) && (
        <form onSubmit={onSubmit} noValidate>
          <Section
            footer={
              <Group gap="sm">
                <Button component={Link} to={list} variant="default">
                  {strings.common.cancel}
                </Button>
                <Button type="submit" loading={saving}>
                  {labels.createApiKey}
                </Button>
              </Group>
            }
          >
            <ApiKeyFields
              policy={policy}
              admin={me.admin}
              choices={newChoices(policy.apiKeys)}
              form={form}
              problem={problem}
            />
          </Section>
        </form>
      )}
    </Page>
  );
}
