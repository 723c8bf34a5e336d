import type { PublicPolicy } from '@latchkey/contracts/policy';
import { Stack, Textarea, TextInput } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { FormProblem } from '../../ui/form-problem.js';
import type { ApiForm } from '../../ui/use-api-form.js';
import type { ApiKeyValues } from './api-key-values.js';
import type { ExpiryChoice } from './expiry.js';
import { ExpiryField } from './expiry-field.js';
import { RightsPicker } from './rights-picker.js';

interface ApiKeyFieldsProps {
  readonly policy: PublicPolicy;
  readonly admin: boolean;
  readonly choices: readonly ExpiryChoice[];
  readonly form: ApiForm<ApiKeyValues>['form'];
  readonly problem: string | null;
  /** The expiry that it has, in words. */
  readonly kept?: string;
}

/** What can be said of a key, new or old. */
export function ApiKeyFields({ policy, admin, choices, form, problem, kept }: ApiKeyFieldsProps) {
  const words = strings.apiKeyForm;
  return (
    <Stack gap="lg">
      <FormProblem problem={problem} />
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        maxLength={50}
        autoComplete="off"
        data-1p-ignore
        {...form.getInputProps('name')}
      />
      <ExpiryField
        labels={policy.labels}
        choices={choices}
        maxDays={policy.apiKeys.maxDays}
        value={form.values.expiry}
        onChange={(expiry) => form.setFieldValue('expiry', expiry)}
        error={form.errors.expiry as string | undefined}
        {...(kept !== undefined && { kept })}
      />
      {policy.apiKeys.rights === 'chosen' && (
        <RightsPicker
          rights={policy.rights}
          admin={admin}
          value={form.values.rights}
          onChange={(rights) => form.setFieldValue('rights', rights)}
          error={form.errors.rights as string | undefined}
        />
      )}
      <Textarea
        label={strings.common.orNothing(words.cidrs)}
        description={words.cidrsExplained}
        rows={3}
        spellCheck={false}
        {...form.getInputProps('allowedCidrs')}
      />
    </Stack>
  );
}
