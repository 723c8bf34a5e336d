import type { Command, Option } from 'commander';

export interface Word {
  readonly text: string;
  readonly description: string;
}

/** What may come next behind one command. */
export interface Place {
  /** As `latchkey users api-keys`. */
  readonly at: string;
  readonly commands: readonly Word[];
  readonly flags: readonly Word[];
}

/** Every command of a program, with what may follow it. */
export function placesOf(command: Command, at = command.name(), global = wordsOf(command.options)): Place[] {
  const children = command.commands;
  const place = {
    at,
    commands: children.map((child) => ({ text: child.name(), description: child.description() })),
    flags: [...wordsOf(at === command.name() ? [] : command.options), ...global],
  };
  return [place, ...children.flatMap((child) => placesOf(child, `${at} ${child.name()}`, global))];
}

const wordsOf = (options: readonly Option[]): Word[] =>
  options
    .filter((option) => !option.hidden && option.long != null)
    .map(({ long, description }) => ({ text: long ?? '', description }));
