import type { PublicPolicy } from '@latchkey/contracts/policy';
import { ActionIcon, Button, NativeSelect, Text, TextInput, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../../strings/strings.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Page } from '../../ui/page.js';
import { SecretField } from '../../ui/secret-field.js';
import { Section } from '../../ui/section.js';
import { durations, usualChoice } from './expiry.js';
import classes from './single-token.module.css';
import { TokenExpiry } from './token-expiry.js';
import { useSingleToken } from './use-single-token.js';

/** The one token that this policy allows: a field, a menu and three buttons. */
export function SingleToken({ policy }: { policy: PublicPolicy }) {
  const token = useSingleToken(policy);
  const [days, setDays] = useState<string>(usualChoice(policy.apiKeys));
  const [asking, setAsking] = useState(false);
  const { labels } = policy;
  const { current, fresh } = token;
  const words = strings.singleToken;
  const unsaved = fresh !== null && !fresh.saved;
  const live = current !== null && current.status !== 'expired';
  return (
    <Page
      title={labels.apiKey}
      description={strings.apiKey.description}
      action={
        <Button disabled={live} loading={token.generating} onClick={token.generate}>
          {labels.createApiKey}
        </Button>
      }
    >
      <Section
        footer={
          <Button disabled={!unsaved} loading={token.saving} onClick={() => token.save(Number(days))}>
            {labels.save}
          </Button>
        }
      >
        <div className={classes.fields}>
          <div className={classes.token}>
            <div className={classes.text}>
              {fresh?.token ? (
                <SecretField label={labels.apiKey} value={fresh.token} />
              ) : (
                <TextInput
                  label={labels.apiKey}
                  readOnly
                  value={current ? words.hidden(current.last4) : ''}
                  description={current ? words.hiddenExplained : words.none(labels.apiKey)}
                />
              )}
            </div>
            <Tooltip label={words.deleteLabel(labels.apiKey)}>
              <ActionIcon
                variant="default"
                size={36}
                disabled={current === null}
                aria-label={words.deleteLabel(labels.apiKey)}
                onClick={() => setAsking(true)}
              >
                <IconTrash aria-hidden size={18} />
              </ActionIcon>
            </Tooltip>
          </div>
          {fresh?.token && (
            <Text size="sm" role="status">
              {unsaved ? words.unsaved : words.shownOnce}
            </Text>
          )}
          {unsaved ? (
            <NativeSelect
              label={labels.expiry}
              description={words.fixedExpiry}
              value={days}
              onChange={(event) => setDays(event.currentTarget.value)}
              data={durations(policy.apiKeys).map((count) => ({
                value: String(count),
                label: strings.apiKeyForm.duration(count),
              }))}
            />
          ) : (
            current && <TokenExpiry apiKey={current} labels={labels} />
          )}
        </div>
      </Section>
      <ConfirmDialog
        opened={asking}
        danger
        title={words.confirmDelete.title(labels.apiKey)}
        body={words.confirmDelete.body(labels.apiKey)}
        confirm={strings.common.confirm}
        busy={token.removing}
        onCancel={() => setAsking(false)}
        onConfirm={() => token.remove(() => setAsking(false))}
      />
    </Page>
  );
}
