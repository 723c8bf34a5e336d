import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Button, Group, Stack, Text } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import { Notice } from '../../ui/notice.js';
import { Section } from '../../ui/section.js';
import { NameFields } from './name-fields.js';
import { useProfile } from './use-profile.js';

export function ProfileForm({ policy }: { policy: PublicPolicy }) {
  const { form, problem, saving, onSubmit, conflict } = useProfile(policy);
  const { labels } = policy;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Section
        footer={
          <>
            <Button variant="default" disabled={!form.isDirty() || saving} onClick={() => form.reset()}>
              {labels.discard}
            </Button>
            <Button type="submit" disabled={!form.isDirty()} loading={saving}>
              {labels.save}
            </Button>
          </>
        }
      >
        <Stack>
          <FormProblem problem={problem} />
          {conflict && <Conflict onKeep={conflict.keepMine} onReload={conflict.reload} />}
          <NameFields policy={policy} inputProps={form.getInputProps} />
        </Stack>
      </Section>
    </form>
  );
}

/** Another tab or program saved first; the person decides which one stands. */
function Conflict({ onKeep, onReload }: { onKeep: () => void; onReload: () => void }) {
  const words = strings.profile.conflict;
  return (
    <Notice role="alert" tone="warn" title={words.title}>
      <Text size="sm" mb="sm">
        {words.body}
      </Text>
      <Group gap="sm">
        <Button size="xs" onClick={onKeep}>
          {words.keep}
        </Button>
        <Button size="xs" variant="default" onClick={onReload}>
          {words.reload}
        </Button>
      </Group>
    </Notice>
  );
}
