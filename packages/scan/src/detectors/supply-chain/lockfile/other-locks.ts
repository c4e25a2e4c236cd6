/** Lockfiles of Python, Rust, Ruby, PHP, Go and .NET, as far as hashes and addresses go. */
import { asArray, asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { type LockEntry, type LockFacts, lineOf } from './lock-entry.ts';

/**
 * poetry.lock, uv.lock, pdm.lock, pylock.toml and Cargo.lock by lines: `[[package]]` tables whose names, versions,
 * sources, addresses and hashes stand one a line, as the tools write them.
 */
export function readPackageTables(text: string): LockFacts {
  const entries: LockEntry[] = [];
  let block: { start: number; lines: string[] } | undefined;
  const finish = (): void => {
    const entry = block === undefined ? null : tableEntry(block.lines, block.start);
    if (entry !== null) entries.push(entry);
    block = undefined;
  };
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (/^\[\[packages?\]\]/.test(line)) {
      finish();
      block = { start: number, lines: [] };
    } else if (/^\[(?!\[?packages?\.)/.test(line)) finish();
    else block?.lines.push(line);
  }
  finish();
  // Before version 2 of its format, poetry kept the hashes of all packages in one table at the end.
  const elsewhere = /^\[metadata\.(?:files|hashes)\]/m.test(text);
  const anyHash = elsewhere || entries.some((e) => e.integrity.length > 0);
  return { entries, hashes: anyHash && !elsewhere };
}

function tableEntry(lines: readonly string[], start: number): LockEntry | null {
  const field = (name: string): string | undefined => {
    const line = lines.find((l) => l.startsWith(`${name} =`));
    return line === undefined ? undefined : /=\s*"([^"]*)"/.exec(line)?.[1];
  };
  const name = field('name');
  if (name === undefined) return null;
  const body = lines.join('\n');
  const hashes = [...body.matchAll(/\b(?:hash = "|checksum = "|(?:sha\d+|md5) = ")([^"]+)"/g)].map(
    (m) => m[1] ?? '',
  );
  const urls = [...body.matchAll(/\burl = "([^"]+)"/g)].map((m) => m[1] ?? '');
  const source = /^source = (.*)$/m.exec(body)?.[1] ?? '';
  const git =
    /\bgit = "|git\+/.test(source) || /^(?:git = "|type = "git")/m.test(body) || /\bvcs = \{/.test(body);
  // Poetry: `type = "git"`, `url`, `reference`, `resolved_reference` below [package.source].
  const commit = /(?:resolved_reference|revision|commit-id) = "([^"]+)"/.exec(body)?.[1];
  const path = /\b(?:editable|directory|virtual|workspace|path) = "|type = "(?:directory|file)"/.test(body);
  const cargo = /^"((?:registry|sparse|git)\+.*)"$/.exec(source)?.[1];
  // Of Cargo, packages without a source are members of the workspace.
  const local = source === '' && hashes.length === 0 && urls.length === 0 && !/^files = /m.test(body);
  const address = git
    ? `git+${urls[0] ?? /git = "([^"]+)"/.exec(body)?.[1] ?? cargo ?? ''}`
    : (urls[0] ?? cargo);
  return {
    name,
    version: field('version') ?? null,
    source: git
      ? 'git'
      : path || local
        ? 'path'
        : /\{ url = |type = "url"/.test(body) && !/wheels|sdist/.test(body)
          ? 'archive'
          : 'registry',
    integrity: hashes.map((h) => (/^[0-9a-f]{64}$/.test(h) ? `sha256:${h}` : h)),
    line: () => start,
    ...(address === undefined
      ? {}
      : {
          resolved: git && commit !== undefined && !address.includes('#') ? `${address}#${commit}` : address,
        }),
  };
}

/** Pipfile.lock. */
export function readPipfileLock(text: string): LockFacts {
  const top = asObject(JSON.parse(text) as JsonValue);
  const entries: LockEntry[] = [];
  for (const section of ['default', 'develop']) {
    for (const [name, value] of Object.entries(asObject(get(top, section)))) {
      const entry = asObject(value);
      const git = asString(get(entry, 'git'));
      const file = asString(get(entry, 'file'));
      entries.push({
        name,
        version: asString(get(entry, 'version'))?.replace(/^==/, '') ?? null,
        source:
          git !== undefined
            ? 'git'
            : file !== undefined
              ? 'archive'
              : get(entry, 'path') !== undefined
                ? 'path'
                : 'registry',
        integrity: asArray(get(entry, 'hashes')).filter((h) => typeof h === 'string'),
        line: () => lineOf(text, `${JSON.stringify(name)}: {`),
        ...(git === undefined ? {} : { resolved: `git+${git}#${asString(get(entry, 'ref')) ?? ''}` }),
        ...(file === undefined ? {} : { resolved: file }),
      });
    }
  }
  return { entries, hashes: true };
}

/** composer.lock: hashes are kept only where the repository gives them, so their absence says nothing. */
export function readComposerLock(text: string): LockFacts {
  const top = asObject(JSON.parse(text) as JsonValue);
  const entries: LockEntry[] = [];
  for (const section of ['packages', 'packages-dev']) {
    for (const value of asArray(get(top, section))) {
      const entry = asObject(value);
      const name = asString(get(entry, 'name'));
      const dist = asObject(get(entry, 'dist'));
      const nowhere = get(entry, 'dist') === undefined && get(entry, 'source') === undefined;
      if (name === undefined || nowhere || get(dist, 'type') === 'path') continue;
      const url = asString(get(dist, 'url'));
      const shasum = asString(get(dist, 'shasum')) ?? '';
      const git = asObject(get(entry, 'source'));
      const reference = asString(get(git, 'reference')) ?? '';
      const resolved =
        url ?? (get(git, 'url') === undefined ? undefined : `git+${asString(get(git, 'url'))}#${reference}`);
      entries.push({
        name,
        version: asString(get(entry, 'version')) ?? null,
        source: url === undefined ? 'git' : 'registry',
        integrity: shasum === '' ? [] : [`sha1:${shasum}`],
        line: () => lineOf(text, `"name": ${JSON.stringify(name)}`),
        ...(resolved === undefined ? {} : { resolved }),
      });
    }
  }
  return { entries, hashes: false };
}

/** Gemfile.lock: CHECKSUMS since Bundler 2.6; addresses are those of the sections. */
export function readGemfileLock(text: string): LockFacts {
  const entries: LockEntry[] = [];
  const sums = new Map<string, string>();
  let section = '';
  let remote = '';
  let revision = '';
  let number = 0;
  const specs: { name: string; version: string; section: string; remote: string; line: number }[] = [];
  for (const line of text.split('\n')) {
    number += 1;
    if (/^[A-Z]/.test(line)) {
      section = line.trim();
      remote = '';
      revision = '';
    } else if (line.startsWith('  remote: ')) remote = line.slice(10).trim();
    else if (line.startsWith('  revision: ')) revision = line.slice(12).trim();
    const spec = /^ {4}([^\s(]+) \(([^)]+)\)$/.exec(line);
    if (spec !== null && ['GEM', 'GIT', 'PATH'].includes(section)) {
      const address = section === 'GIT' ? `git+${remote}#${revision}` : remote;
      specs.push({ name: spec[1] ?? '', version: spec[2] ?? '', section, remote: address, line: number });
    }
    const sum = section === 'CHECKSUMS' ? /^ {2}([^\s(]+) \(([^)]+)\)(?: (\S+))?$/.exec(line) : null;
    if (sum !== null) sums.set(`${sum[1]} ${sum[2]}`, sum[3] ?? '');
  }
  for (const { name, version, section: from, remote: resolved, line } of specs) {
    const sum = sums.get(`${name} ${version}`) ?? '';
    entries.push({
      name,
      version,
      source: from === 'GEM' ? 'registry' : from === 'GIT' ? 'git' : 'path',
      integrity: sum === '' ? [] : [sum.replace('=', ':')],
      line: () => line,
      resolved,
    });
  }
  return { entries, hashes: sums.size > 0 };
}

/** packages.lock.json of NuGet. */
export function readNugetLock(text: string): LockFacts {
  const top = asObject(JSON.parse(text) as JsonValue);
  const entries: LockEntry[] = [];
  for (const framework of Object.values(asObject(get(top, 'dependencies')))) {
    for (const [name, value] of Object.entries(asObject(framework))) {
      const entry = asObject(value);
      if (get(entry, 'type') === 'Project') continue;
      const hash = asString(get(entry, 'contentHash')) ?? '';
      entries.push({
        name,
        version: asString(get(entry, 'resolved')) ?? null,
        source: 'registry',
        integrity: hash === '' ? [] : [`sha512-${hash}`],
        line: () => lineOf(text, `${JSON.stringify(name)}: {`),
      });
    }
  }
  return { entries, hashes: true };
}

/** go.sum: each module version has a hash of its tree and one of its go.mod; lines are all there is. */
export function readGoSum(text: string): LockFacts {
  const entries: LockEntry[] = [];
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    const at = number;
    const [name, version, sum] = line.trim().split(/\s+/, 3);
    if (name === undefined || name === '' || version === undefined) continue;
    entries.push({
      name,
      version,
      source: 'registry',
      integrity: sum === undefined ? [] : [sum],
      line: () => at,
    });
  }
  return { entries, hashes: true };
}
