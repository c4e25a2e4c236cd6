/** `theriac completion`: scripts made from the commands themselves, so that they cannot fall behind. */
import type { Command, Option } from 'commander';

interface Entry {
  readonly path: string;
  readonly words: readonly string[];
  readonly options: readonly { readonly flag: string; readonly about: string }[];
}

export function completionCommand(shell: string, program: Command): number {
  const entries = collect(program, []);
  const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  process.stdout.write(script?.(entries) ?? '');
  return 0;
}

function collect(command: Command, path: readonly string[]): Entry[] {
  const own: Entry = {
    path: path.join(' '),
    words: command.commands.map((c) => c.name()),
    options: command.options.flatMap((o: Option) =>
      o.long === undefined || o.long === null ? [] : [{ flag: o.long, about: o.description }],
    ),
  };
  return [own, ...command.commands.flatMap((c) => collect(c, [...path, c.name()]))];
}

function wordsOf(entry: Entry): string {
  return [...entry.words, ...entry.options.map((o) => o.flag), '--help'].join(' ');
}

function bashScript(entries: readonly Entry[]): string {
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

function zshScript(entries: readonly Entry[]): string {
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

function fishScript(entries: readonly Entry[]): string {
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
