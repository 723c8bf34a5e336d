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
  if (name.fields === 'single') {
    return <TextInput label={labels.name} autoComplete="name" {...shared} {...inputProps('name')} />;
  }
  return (
    <>
      <TextInput
        label={strings.profile.firstName}
        autoComplete="given-name"
        {...shared}
        {...inputProps('firstName')}
      />
      <TextInput
        label={strings.profile.lastName}
        autoComplete="family-name"
        {...shared}
        {...inputProps('lastName')}
      />
    </>
  );
}
