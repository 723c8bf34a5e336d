import type { Right } from '@latchkey/contracts/rights';
import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { strings } from '../../strings/strings.js';
import classes from './individual-rights.module.css';
import { groupRights, readOnly, searchRights } from './rights.js';

interface IndividualRightsProps {
  readonly rights: readonly Right[];
  readonly value: readonly string[];
  readonly onChange: (rights: string[]) => void;
}

export function IndividualRights({ rights, value, onChange }: IndividualRightsProps) {
  const [query, setQuery] = useState('');
  const words = strings.apiKeyForm;
  const found = groupRights(searchRights(rights, query));
  const toggle = (id: string): void =>
    onChange(value.includes(id) ? value.filter((held) => held !== id) : [...value, id]);
  return (
    <div className={classes.box}>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          size="xs"
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch aria-hidden size={15} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button size="xs" variant="subtle" onClick={() => onChange(readOnly(rights))}>
          {words.readOnly}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onChange(rights.map(({ id }) => id))}>
          {words.selectAll}
        </Button>
        <Button size="xs" variant="subtle" disabled={value.length === 0} onClick={() => onChange([])}>
          {words.clear}
        </Button>
      </div>
      <div className={classes.list}>
        {found.map((group) => (
          <fieldset key={group.key} className={classes.group}>
            <legend className={classes.legend}>{words.group(group.key)}</legend>
            {group.rights.map(({ id, title, description }) => (
              <Checkbox
                key={id}
                label={title}
                description={description}
                checked={value.includes(id)}
                onChange={() => toggle(id)}
              />
            ))}
          </fieldset>
        ))}
        {found.length === 0 && <Text c="dimmed">{words.noMatch}</Text>}
      </div>
      <Text size="sm" c="dimmed" className={classes.count} role="status">
        {words.chosen(value.length)}
      </Text>
    </div>
  );
}
