import { type Command, Option } from 'commander';
import { wrongUsage } from '../../failure.js';

export interface KeyIdFlag {
  readonly apiKeyId?: string;
}

/** A key's id comes as the argument or by its flag. */
export const takesKeyId = (command: Command): Command =>
  command
    .argument('[id]', 'the key, as `list` shows it: key_…')
    .addOption(new Option('--api-key-id <id>', 'the same'));

export function keyIdOf(argument: string | undefined, { apiKeyId }: KeyIdFlag): string {
  const id = argument ?? apiKeyId;
  if (id === undefined)
    throw wrongUsage('Which key?', 'Give its id, as `latchkey users api-keys list` shows it.');
  // Whoever pastes the secret has shown it to his shell's history and gets no help in sending it on.
  if (id.startsWith('lk_'))
    throw wrongUsage(
      'That is a secret, not the id of a key.',
      'Ids begin with `key_`: `latchkey users api-keys list`.',
    );
  return id;
}
