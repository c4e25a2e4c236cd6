/** What scripts of builds and pipelines do that they should not, command by command. */
import { edit } from '@theriac/core';
import type { LineStart } from '../../../extractors/docker/instructions.ts';
import { commandsOf, type ShellCommand } from '../../shared/shell-words.ts';
import { brokenBy } from './environment.ts';
import type { Hit } from './hit.ts';
import type { HygieneRule } from './hygiene-rules.ts';
import { notFrozen, unpinnedPip } from './installs.ts';

/** Longer lines are data, not commands. */
const MAX_LINE = 8000;

const FETCHERS = new Set([
  'curl',
  'wget',
  'fetch',
  'aria2c',
  'iwr',
  'invoke-webrequest',
  'irm',
  'invoke-restmethod',
]);
const INTERPRETERS =
  /^(?:(?:ba|da|z|k|a|c|fi)?sh|python[\d.]*|perl|ruby|node|php|iex|invoke-expression|pwsh|powershell|source|\.)$/;
const CHECKERS =
  /\b(?:sha(?:1|256|384|512)?sum|shasum|gpgv?|cosign|minisign|slsa-verifier|Get-FileHash|b2sum|rhash)\b|openssl\s+dgst|--checksum/;
const ADDRESS = /^https?:\/\/\S+$/i;
const PROGRAM =
  /\.(?:tar\.(?:gz|xz|bz2|zst)|tgz|txz|zip|deb|rpm|apk|jar|sh|run|bin|appimage|exe|msi|whl)$|\/releases\/(?:latest\/)?download\/./i;

export interface ScriptOptions {
  /** Whether it runs in a build or pipeline, where installs must be repeatable. */
  readonly automated: boolean;
  /** Whether it is written in PowerShell, as far as the file or step says so. */
  readonly powershell?: boolean;
}

const POWERSHELL = /^(?:iwr|irm|iex|invoke-(?:webrequest|restmethod|expression))$/;

/** Commands that belong together: one line, with the lines that continue it. */
export interface LogicalLine {
  readonly text: string;
  /** Where in the text each line begins whose commands are told apart; the first at 0. */
  readonly lines: readonly LineStart[];
}

/** How to check a download before it is run or used. */
const CHECKED = {
  posix: {
    run: 'curl -fsSLo install.sh https://example.org/install.sh && echo "<sha256>  install.sh" | sha256sum -c && sh install.sh',
    use: 'echo "<sha256>  file" | sha256sum -c',
  },
  powershell: {
    run: "Invoke-WebRequest -Uri https://example.org/install.ps1 -OutFile install.ps1; if ((Get-FileHash -Algorithm SHA256 install.ps1).Hash -ne '<sha256>') { throw 'wrong checksum' }; ./install.ps1",
    use: "if ((Get-FileHash -Algorithm SHA256 file).Hash -ne '<sha256>') { throw 'wrong checksum' }",
  },
} as const;

/**
 * @param lines of one script: a checksum anywhere in it vouches for its downloads
 * @param first 1-based line of the first of them
 */
export function checkScript(
  lines: readonly string[],
  first: number,
  { automated, powershell = false }: ScriptOptions,
): Hit[] {
  return checkLines([...logicalLines(lines, first)], { automated, powershell });
}

/** @param script as {@link checkScript} takes it, continuations joined */
export function checkLines(
  script: readonly LogicalLine[],
  { automated, powershell = false }: ScriptOptions,
): Hit[] {
  const hits: Hit[] = [];
  const lines = script.filter(({ text }) => text.length <= MAX_LINE && text.trim() !== '');
  const checked = lines.some(({ text }) => CHECKERS.test(text));
  for (const { text, lines: starts } of lines) {
    const commands = commandsOf(text);
    for (const [at, command] of commands.entries()) {
      const line = starts.findLast((start) => start.at <= command.at)?.line ?? 1;
      const seen = [command.program, ...command.args].join(' ');
      const add = (rule: HygieneRule, observed: string, write?: string): void => {
        if (
          hits.some((h) => h.rule === rule && h.line === line && h.observed === observed && h.text === seen)
        )
          return;
        hits.push({
          rule,
          line,
          observed,
          text: seen,
          ...(write === undefined ? {} : { step: edit(write) }),
        });
      };
      for (const [name, value] of command.assignments) {
        const rule = brokenBy(name, value);
        if (rule !== undefined) add(rule, name);
      }
      checkCommand(command, add);
      const isPowershell = powershell || commands.some(({ program }) => POWERSHELL.test(program));
      const fix = CHECKED[isPowershell ? 'powershell' : 'posix'];
      if (runsDownload(commands, at)) {
        add('PIPE-TO-SHELL', `${command.program} into an interpreter`, fix.run);
      } else if (
        !checked &&
        FETCHERS.has(command.program) &&
        command.args.some((arg) => ADDRESS.test(arg) && PROGRAM.test(arg))
      ) {
        add('DOWNLOAD-UNCHECKED', `${command.program} without a checksum`, fix.use);
      }
      if (!automated) continue;
      const frozen = notFrozen(command);
      if (frozen !== undefined) add('INSTALL-NOT-FROZEN', frozen.observed, frozen.write);
      const pip = unpinnedPip(command);
      if (pip !== undefined)
        add('PIP-UNPINNED', `pip install ${pip}`, 'pip install --require-hashes -r requirements.txt');
    }
  }
  return hits;
}

/** Whether the output of the command at `at` is run: through a pipe, a substitution, or `iex`. */
function runsDownload(commands: readonly ShellCommand[], at: number): boolean {
  const command = commands[at];
  if (command === undefined) return false;
  if (FETCHERS.has(command.program)) {
    for (let next = at; commands[next]?.piped === true; next += 1) {
      const reader = commands[next + 1];
      if (reader === undefined) return false;
      // `python -c`, `node -e` and the like read the download as data.
      if (INTERPRETERS.test(reader.program) && !reader.args.some((arg) => /^-(?:c|e|m|E|n|p|r)$/.test(arg)))
        return true;
    }
    return false;
  }
  const all = command.args.join(' ');
  const substituted = /(?:\$\(|<\(|`)\s*(?:curl|wget|fetch)\b/.test(all);
  if (substituted && (INTERPRETERS.test(command.program) || command.program === 'eval')) return true;
  return (
    /^(?:iex|invoke-expression)$/.test(command.program) &&
    /DownloadString|Net\.WebClient|\biwr\b|\birm\b/i.test(all)
  );
}

type Add = (rule: HygieneRule, observed: string, write?: string) => void;

const KEYRING = 'deb [signed-by=/etc/apt/keyrings/example.asc] https://packages.example.org stable main';

function checkCommand({ program, args }: ShellCommand, add: Add): void {
  const has = (...flags: readonly string[]): boolean =>
    args.some((arg) => flags.includes(arg.split('=', 1)[0] ?? ''));
  switch (program) {
    case 'curl':
      if (
        has('--insecure', '--proxy-insecure') ||
        args.some((arg) => /^-[a-zA-Z#]+$/.test(arg) && arg.includes('k'))
      )
        add('TLS-OFF', 'curl --insecure');
      break;
    case 'wget':
      if (has('--no-check-certificate')) add('TLS-OFF', 'wget --no-check-certificate');
      break;
    case 'git':
      if (/\.sslVerify[= ]+(?:false|0|no)\b/i.test(args.join(' ')) && args.some((arg) => /http\./i.test(arg)))
        add('TLS-OFF', 'git http.sslVerify');
      break;
    case 'npm':
    case 'yarn':
    case 'pnpm': {
      const set = args.includes('set') || args.includes('config') || args.includes('c');
      if (set && /\b(?:strict-ssl|enableStrictSsl)[= ]+false\b/i.test(args.join(' ')))
        add('TLS-OFF', `${program} strict-ssl`);
      else if (has('--no-strict-ssl') || args.includes('--strict-ssl=false'))
        add('TLS-OFF', `${program} --strict-ssl=false`);
      break;
    }
    case 'go':
      if (has('-insecure')) add('TLS-OFF', 'go get -insecure');
      break;
    case 'mvn':
    case 'mvnw':
      if (args.some((arg) => /^-Dmaven\.wagon\.http\.ssl\.(?:insecure|allowall)=true$/.test(arg)))
        add('TLS-OFF', 'maven.wagon.http.ssl');
      break;
    case 'apt':
    case 'apt-get':
    case 'aptitude':
      if (
        has('--allow-unauthenticated', '--force-yes', '--allow-insecure-repositories') ||
        args.some((a) => /AllowUnauthenticated=(?:1|true|yes)|Verify-Peer=false/i.test(a))
      )
        add('UNSIGNED-PACKAGES', `${program} without signatures`, KEYRING);
      break;
    case 'yum':
    case 'dnf':
    case 'microdnf':
    case 'tdnf':
    case 'zypper':
      if (has('--nogpgcheck', '--no-gpg-checks')) add('UNSIGNED-PACKAGES', `${program} without signatures`);
      if (/\bsslverify=(?:0|false|no)\b/i.test(args.join(' '))) add('TLS-OFF', `${program} sslverify`);
      break;
    case 'yum-config-manager':
    case 'dnf-config-manager':
      if (/\bsslverify[= ]+(?:0|false|no)\b/i.test(args.join(' '))) add('TLS-OFF', `${program} sslverify`);
      break;
    case 'rpm':
      if (has('--nosignature', '--nodigest', '--noverify', '--nofiledigest'))
        add('UNSIGNED-PACKAGES', 'rpm without signatures');
      break;
    case 'apk':
      if (has('--allow-untrusted')) add('UNSIGNED-PACKAGES', 'apk --allow-untrusted');
      break;
    case 'apt-key':
      if (args.includes('add') || args.includes('adv')) add('APT-KEY', 'apt-key', KEYRING);
      break;
    case 'echo':
    case 'printf':
    case 'add-apt-repository':
      if (/\[[^\]]{0,200}\btrusted=yes\b/.test(args.join(' ')))
        add('UNSIGNED-PACKAGES', 'trusted=yes', KEYRING);
      break;
    default:
      if (/^(?:python[\d.]*|pip[\d.]*|uv|poetry)$/.test(program)) {
        const pip = program.startsWith('pip') || args.includes('pip') || program === 'uv';
        if (pip && has('--trusted-host', '--allow-insecure-host')) add('TLS-OFF', 'pip --trusted-host');
      }
  }
}

/**
 * Lines with their continuations joined. A command on a line that continues another has the place of the first: no
 * comment can stand between them.
 */
export function* logicalLines(lines: readonly string[], first: number): Iterable<LogicalLine> {
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    let text = lines[at] ?? '';
    while (/[\\`]\s*$/.test(text) && at + 1 < lines.length && text.length <= MAX_LINE) {
      at += 1;
      text = `${text.replace(/[\\`]\s*$/, ' ')}${(lines[at] ?? '').trim()}`;
    }
    yield { text, lines: [{ at: 0, line: first + start }] };
  }
}
