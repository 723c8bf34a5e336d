import type { PublicPolicy } from '@latchkey/contracts/policy';
import { TextInput } from '@mantine/core';
import { strings } from '../../strings/strings.js';

type NameField = 'name' | 'firstName' | 'lastName';

interface NameFieldsProps {
  readonly policy: PublicPolicy;
  readonly inputProps: (field: NameField) => object;
}

/** One name or two, as the policy has it. */
export function NameFields({ policy: { name, labels }, inputProps }: NameFieldsProps) {
  const shared = { required: name.required, maxLength: name.maxLength };
  const label = (text: string) => (name.required ? text : strings.common.orNothing(text));
  if (name.fields === 'single') {
    return <TextInput label={label(labels.name)} autoComplete="name" {...shared} {...inputProps('name')} />;
  }
  return (
    <>
      <TextInput
        label={label(strings.profile.firstName)}
        autoComplete="given-name"
        {...shared}
        {...inputProps('firstName')}
      />
      <TextInput
        label={label(strings.profile.lastName)}
        autoComplete="family-name"
        {...shared}
        {...inputProps('lastName')}
      />
    </>
  );
}
