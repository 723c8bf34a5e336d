import { type Right, userAll } from '@latchkey/contracts/rights';
import { Input, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../../strings/strings.js';
import { IndividualRights } from './individual-rights.js';
import { pickable } from './rights.js';

interface RightsPickerProps {
  readonly rights: readonly Right[];
  readonly admin: boolean;
  readonly value: readonly string[];
  readonly onChange: (rights: string[]) => void;
  readonly error?: string | undefined;
}

/** What a key may do: everything, or rights picked one by one. */
export function RightsPicker({ rights, admin, value, onChange, error }: RightsPickerProps) {
  const words = strings.apiKeyForm;
  const all = value.includes(userAll);
  /** What was picked before "all" was chosen, so that changing one's mind loses nothing. */
  const [picked, setPicked] = useState<readonly string[]>(all ? [] : value);
  const pick = (next: string[]): void => {
    setPicked(next);
    onChange(next);
  };
  return (
    <Radio.Group
      label={words.rights}
      value={all ? 'all' : 'some'}
      onChange={(choice) => onChange(choice === 'all' ? [userAll] : [...picked])}
    >
      <Stack gap="sm" mt={6}>
        <Radio value="all" label={words.all} description={words.allExplained} />
        <Radio value="some" label={words.individual} />
        {!all && <IndividualRights rights={pickable(rights, admin)} value={value} onChange={pick} />}
        <div role="alert" data-path="rights" tabIndex={-1}>
          {error && <Input.Error>{error}</Input.Error>}
        </div>
      </Stack>
    </Radio.Group>
  );
}
