import type { PublicPolicy } from '@latchkey/contracts/policy';
import { NativeSelect, TextInput } from '@mantine/core';
import { strings } from '../../strings/strings.js';
import { formatExact } from '../../ui/format-time.js';
import { dateValue, type Expiry, type ExpiryChoice, expiresAt } from './expiry.js';
import classes from './expiry-field.module.css';

interface ExpiryFieldProps {
  readonly labels: PublicPolicy['labels'];
  readonly choices: readonly ExpiryChoice[];
  readonly value: Expiry;
  readonly onChange: (expiry: Expiry) => void;
  readonly error?: string | undefined;
  /** What `keep` keeps, in words. */
  readonly kept?: string;
  /** Longest lifetime in days, for the date field. */
  readonly maxDays: number | null;
}

/** When a key ends: from a menu, or a date; said in words with the time zone. */
export function ExpiryField({
  labels,
  choices,
  value,
  onChange,
  error,
  kept = '',
  maxDays,
}: ExpiryFieldProps) {
  const words = strings.apiKeyForm;
  const now = Date.now();
  const day = 86_400_000;
  return (
    <div>
      <div className={classes.fields}>
        <NativeSelect
          label={labels.expiry}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={inWords(value, labels.apiKey, now)}
          value={value.choice}
          onChange={(event) => onChange({ ...value, choice: event.currentTarget.value as ExpiryChoice })}
          data={choices.map((choice) => ({ value: choice, label: choiceLabel(choice, kept) }))}
        />
        {value.choice === 'date' && (
          <TextInput
            type="date"
            label={words.date}
            required
            min={dateValue(now + day)}
            max={maxDays === null ? undefined : dateValue(now + (maxDays - 1) * day)}
            value={value.date}
            error={error}
            data-path="expiry"
            onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
          />
        )}
      </div>
    </div>
  );
}

function choiceLabel(choice: ExpiryChoice, kept: string): string {
  const words = strings.apiKeyForm;
  if (choice === 'date') return words.chooseDate;
  if (choice === 'never') return words.never;
  if (choice === 'keep') return words.keepExpiry(kept);
  return words.duration(Number(choice));
}

function inWords(expiry: Expiry, label: string, now: number): string {
  if (expiry.choice === 'never') return strings.apiKeyForm.untilNever(label);
  const end = expiresAt(expiry, now);
  return end === null ? '' : strings.apiKeyForm.until(formatExact(end));
}
