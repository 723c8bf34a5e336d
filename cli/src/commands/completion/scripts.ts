import type { Place, Word } from './words.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The commands below the root, each as the whole line that leads to it. */
const inner = (places: readonly Place[]): string[] => places.slice(1).map(({ at }) => at);

const texts = (words: readonly Word[]): string => quoted(words.map(({ text }) => text).join(' '));

function bash(places: readonly Place[]): string {
  return `# latchkey completion bash
_latchkey() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" at=latchkey words='' flags='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${inner(places).map(quoted).join(' | ')}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${places.map(({ at, commands, flags }) => `    ${quoted(at)}) words=${texts(commands)} flags=${texts(flags)} ;;`).join('\n')}
  esac
  [[ "$cur" == -* || -z "$words" ]] && words="$flags"
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _latchkey latchkey
`;
}

/** `_describe` takes `word:what it is`; a colon of its own is escaped. */
const described = ({ text, description }: Word): string =>
  quoted(`${text.replaceAll(':', '\\:')}:${description.replaceAll(':', '\\:')}`);

function zsh(places: readonly Place[]): string {
  const list = (words: readonly Word[]) => words.map(described).join(' ');
  const choices = ({ at, commands, flags }: Place) =>
    `    ${quoted(at)}) choices=(${list(commands)}) flags=(${list(flags)}) ;;`;
  return `#compdef latchkey
# latchkey completion zsh
_latchkey() {
  local at=latchkey word
  local -a choices flags
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$at $word" in
      (${inner(places).map(quoted).join('|')}) at="$at $word" ;;
    esac
  done
  case "$at" in
${places.map(choices).join('\n')}
  esac
  if [[ "$words[CURRENT]" == -* || $#choices == 0 ]]; then choices=("\${(@)flags}"); fi
  _describe -t commands 'latchkey' choices
}
if [ "$funcstack[1]" = _latchkey ]; then _latchkey "$@"; else compdef _latchkey latchkey; fi
`;
}

function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ at, commands, flags }) => {
    const here = `complete -c latchkey -n ${quoted(`test (__latchkey_at) = ${quoted(at)}`)}`;
    return [
      ...commands.map(({ text, description }) => `${here} -a ${quoted(text)} -d ${quoted(description)}`),
      ...flags.map(
        ({ text, description }) => `${here} -l ${quoted(text.slice(2))} -d ${quoted(description)}`,
      ),
    ];
  });
  return `# latchkey completion fish
function __latchkey_at
  set -l at latchkey
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case ${inner(places).map(quoted).join(' ')}
        set at "$at $word"
    end
  end
  echo $at
end
complete -c latchkey -f
${lines.join('\n').replaceAll("'\\''", "\\'")}
`;
}

const scripts: Record<Shell, (places: readonly Place[]) => string> = { bash, zsh, fish };

export const completionScript = (shell: Shell, places: readonly Place[]): string => scripts[shell](places);
