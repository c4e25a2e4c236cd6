/** `theriac completion`: scripts made from the declarations of the commands. */
import type { CommandContext, CommandEntry, Entry } from '../../command/command.ts';
import type { CompletionGiven, SHELLS } from './declare.ts';

/** What can follow a command. */
interface Candidates {
  /** Names of the command and its group, separated by spaces; empty at the start. */
  readonly path: string;
  readonly words: readonly string[];
  readonly options: readonly { readonly flag: string; readonly about: string }[];
}

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (all: readonly Candidates[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

export function run({ shell }: CompletionGiven, { commands, stdout }: CommandContext): number {
  if (shell === undefined) return 2;
  const start = { path: '', words: commands.map(({ name }) => name), options: GLOBAL_OPTIONS };
  stdout.write(SCRIPTS[shell]([start, ...commands.flatMap(candidatesOf)]), 'own');
  return 0;
}

const GLOBAL_OPTIONS = [
  { flag: '--version', about: 'show the version' },
  { flag: '--debug', about: 'show the stack of internal errors' },
];

function candidatesOf(entry: Entry): Candidates[] {
  if (entry.kind === 'command') return [ofCommand(entry, '')];
  const words = entry.commands.map(({ name }) => name);
  return [
    { path: entry.name, words, options: [] },
    ...entry.commands.map((command) => ofCommand(command, `${entry.name} `)),
  ];
}

function ofCommand({ declaration }: CommandEntry, prefix: string): Candidates {
  const options = Object.values(declaration.options).map(({ written, about }) => ({
    flag: /--[\w-]+/.exec(written)?.[0] ?? written,
    about,
  }));
  return { path: `${prefix}${declaration.name}`, words: [], options };
}

function wordsOf(entry: Candidates): string {
  return [...entry.words, ...entry.options.map((o) => o.flag), '--help'].join(' ');
}

function bashScript(entries: readonly Candidates[]): string {
  const cases = entries.map((e) => `    '${e.path}') words='${wordsOf(e)}' ;;`).join('\n');
  return `_theriac() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      -*) ;;
      *) case " ${entries.flatMap((e) => e.words).join(' ')} " in
           *" \${COMP_WORDS[i]} "*) path="\${path:+$path }\${COMP_WORDS[i]}" ;;
         esac ;;
    esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _theriac theriac
`;
}

function zshScript(entries: readonly Candidates[]): string {
  const cases = entries.map((e) => `    '${e.path}') candidates=(${wordsOf(e)}) ;;`).join('\n');
  return `#compdef theriac
_theriac() {
  local command='' word
  local -a known candidates
  known=(${entries.flatMap((e) => e.words).join(' ')})
  for word in "\${(@)words[2,CURRENT-1]}"; do
    (( \${known[(Ie)$word]} )) && command="\${command:+$command }$word"
  done
  case "$command" in
${cases}
  esac
  compadd -a candidates
  _files
}
compdef _theriac theriac
`;
}

function fishScript(entries: readonly Candidates[]): string {
  const lines = entries.flatMap((e) => {
    const seen =
      e.path === ''
        ? '__fish_use_subcommand'
        : e.path
            .split(' ')
            .map((w) => `__fish_seen_subcommand_from ${w}`)
            .join('; and ');
    return [
      ...e.words.map((w) => `complete -c theriac -n '${seen}' -a ${w}`),
      ...e.options.map(
        (o) => `complete -c theriac -n '${seen}' -l ${o.flag.slice(2)} -d '${o.about.replaceAll("'", '')}'`,
      ),
    ];
  });
  return `${lines.join('\n')}\n`;
}
