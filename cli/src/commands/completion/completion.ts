import { Argument, Command } from 'commander';
import { type Context, run } from '../../context.js';
import { completionScript, type Shell, shells } from './scripts.js';
import { placesOf } from './words.js';

/** @param program what is completed; read when the script is asked for, when it is whole */
export const completion = (program: Command): Command =>
  new Command('completion')
    .description('Print the completion script of a shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText(
      'after',
      `
  bash   latchkey completion bash > ~/.local/share/bash-completion/completions/latchkey
  zsh    latchkey completion zsh > "\${fpath[1]}/_latchkey"
  fish   latchkey completion fish > ~/.config/fish/completions/latchkey.fish`,
    )
    .action(
      run(async ({ out }: Context, shell: Shell) => out.raw(completionScript(shell, placesOf(program)))),
    );
