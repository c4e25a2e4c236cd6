/** How npm, Yarn, pnpm, Bun and Deno move a package. */
import {
  command,
  type Declaration,
  edit,
  type FixRecipe,
  type FixStep,
  type Hold,
  type Move,
  type Parent,
  words,
} from '@theriac/core';

const MANIFEST = 'package.json';

/** Flag that keeps a dependency in the section of package.json that has it, per command. */
const SECTION_FLAGS: Readonly<Record<string, string>> = {
  devDependencies: '--save-dev',
  optionalDependencies: '--save-optional',
  peerDependencies: '--save-peer',
};

const isExact = ({ range = '' }: Declaration): boolean =>
  /^\s*[=v]*\d/.test(range) && !/[ |x*]/.test(range.trim());

const merged = (value: object): FixStep => edit(JSON.stringify(value), MANIFEST);

/** `foo@npm:lodash@4.18.0` for an alias, `lodash@4.18.0` otherwise. */
const spec = (name: string, version: string, as?: string): string => {
  const text = as === undefined ? `${name}@${version}` : `${as}@npm:${name}@${version}`;
  return /[\^~<>|* ]/.test(text) ? `"${text}"` : text;
};

/** The value of an override: with the name of the package where it is asked for by another. */
function target({ name, version, orLater }: Move, as: string | undefined): string {
  const wanted = orLater === true ? `^${version}` : version;
  return as === undefined ? wanted : `npm:${name}@${wanted}`;
}

const flags = (...parts: readonly (string | false | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined && part !== false && part !== '')
    .map((part) => ` ${part}`)
    .join('');

/** One command per project and section that asks; packages that move together are in it. */
function perDeclaration(
  move: Move,
  write: (declared: Declaration, specs: readonly string[]) => string,
): FixStep[] {
  return move.declared.map((declared) => command(write(declared, specsAt(move, declared))));
}

/** As {@link perDeclaration}, with the projects that ask in the same way in one command. */
function perSection(
  move: Move,
  write: (declared: Declaration, specs: readonly string[], members: readonly string[]) => string,
): FixStep[] {
  const alike = Map.groupBy(move.declared, (d) =>
    JSON.stringify([d.member === undefined, d.group, isExact(d), specsAt(move, d)]),
  );
  return [...alike.values()].flatMap((projects) => {
    const [first] = projects;
    const members = [...new Set(projects.flatMap((d) => d.member ?? []))];
    return first === undefined ? [] : [command(write(first, specsAt(move, first), members))];
  });
}

/** The package and what moves with it, as one project asks for them in one section. */
function specsAt(move: Move, declared: Declaration): string[] {
  const at = (d: Declaration): string => `${d.member ?? ''}\n${d.group ?? ''}`;
  const family = move.together.flatMap(({ name, declared: asked }) =>
    asked.filter((d) => at(d) === at(declared)).map((d) => spec(name, versionFor(move, d), d.as)),
  );
  return [spec(move.name, versionFor(move, declared), declared.as), ...family];
}

/** Keeps a tilde range a tilde range; npm and pnpm write a caret before a bare version by themselves. */
function versionFor({ version, orLater }: Move, declared: Declaration): string {
  if (declared.range?.startsWith('~') === true) return `~${version}`;
  return orLater === true && !isExact(declared) ? `^${version}` : version;
}

/**
 * `{"name@from": version}`: npm compares the key with the range that is asked for. One key for all versions, because of
 * two keys with the same target npm leaves nested copies as they are.
 */
function byVersion(move: Move): Record<string, string> {
  const names = [
    ...new Set([...(move.askers.length === 0 ? [undefined] : []), ...move.askers.map((a) => a.as)]),
  ];
  const versions = move.from.length === 0 ? '' : `@${move.from.join(' || ')}`;
  return Object.fromEntries(names.map((as) => [`${as ?? move.name}${versions}`, target(move, as)]));
}

const named = (parents: readonly Parent[]): readonly Parent[] => parents.filter((p) => p.name !== '');

/** `{"parent": {"name": version}}` */
function byParent(move: Move): Record<string, Record<string, string>> {
  return Object.fromEntries(
    named(move.askers).map((p) => [p.name, { [p.as ?? move.name]: target(move, p.as) }]),
  );
}

/** `{"overrides": {"name": version}}`: the entry that holds the package, with another version. */
function changedHold({ path, manifest }: Hold, version: string): FixStep {
  if (/\.ya?ml$/.test(manifest)) {
    const lines = path.map((key, level) => `${'  '.repeat(level)}${level === 0 ? key : `'${key}'`}:`);
    return edit(`${lines.join('\n')} '${version}'`, manifest);
  }
  const value = path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), version);
  return edit(JSON.stringify(value), manifest);
}

const npmOverrides = (move: Move): object =>
  move.byParent && named(move.askers).length > 0 ? byParent(move) : byVersion(move);

export const NPM: FixRecipe = {
  direct: (move) =>
    perSection(
      move,
      (d, specs, members) =>
        `npm install${flags(SECTION_FLAGS[d.group ?? ''], isExact(d) && '--save-exact', ...members.map((m) => `-w ${m}`))} ${specs.join(' ')}`,
    ),
  refresh: ({ name }) => [command(`npm update ${name}`)],
  prune: () => [command('npm prune')],
  override: (move) => [
    move.held === undefined
      ? merged({ overrides: npmOverrides(move) })
      : changedHold(move.held, move.version),
    command('npm install'),
  ],
};

/** Root variant of a lockfile that Yarn 1 wrote: its commands differ from those of Yarn 2 and later. */
export const YARN_1 = 'yarn-1';

const caret = (version: string, declared: Declaration): string =>
  isExact(declared) ? version : `${declared.range?.startsWith('~') ? '~' : '^'}${version}`;

const YARN_1_FLAGS: Readonly<Record<string, string>> = {
  devDependencies: '--dev',
  optionalDependencies: '--optional',
  peerDependencies: '--peer',
};

function yarn1Direct(move: Move): FixStep[] {
  return move.declared.map((d) => {
    const all = [
      { name: move.name, d },
      ...move.together.flatMap((t) => t.declared.map((o) => ({ name: t.name, d: o }))),
    ];
    const specs = all
      .filter((o) => o.d.member === d.member && o.d.group === d.group)
      .map((o) => spec(o.name, caret(move.version, o.d), o.d.as));
    const where = d.memberName === undefined ? 'yarn' : `yarn workspace ${d.memberName}`;
    return command(
      `${where} add${flags(YARN_1_FLAGS[d.group ?? ''], isExact(d) && '--exact')} ${specs.join(' ')}`,
    );
  });
}

/** Yarn 1 limits a resolution by the packages above it. */
function yarn1Override(move: Move): FixStep[] {
  const parents = named(move.askers);
  const limited = move.others && parents.length > 0;
  const keys = limited
    ? parents.map((p): [string, string] => [`**/${p.name}/${p.as ?? move.name}`, target(move, p.as)])
    : [...new Set([undefined, ...parents.map((p) => p.as)])].map((as): [string, string] => [
        `**/${as ?? move.name}`,
        target(move, as),
      ]);
  return [merged({ resolutions: Object.fromEntries(keys) }), command('yarn install')];
}

/** Descriptors under which the copies that move are asked for: the keys of Yarn's lockfile. */
function descriptors(move: Move): [string, string | undefined][] {
  const asked = [...move.askers, ...move.declared].filter((a) => a.range !== undefined);
  return [
    ...new Map(
      asked.map((a) => [
        a.as === undefined ? `${move.name}@npm:${a.range}` : `${a.as}@npm:${move.name}@${a.range}`,
        a.as,
      ]),
    ),
  ];
}

function berryOverride(move: Move): FixStep[] {
  const keys = descriptors(move).map(([key, as]) => [key, target(move, as).replace(/^(?!npm:)/, 'npm:')]);
  const resolutions = keys.length === 0 ? { [move.name]: `npm:${move.version}` } : Object.fromEntries(keys);
  return [merged({ resolutions }), command('yarn install')];
}

/** Entries of a yarn.lock of Yarn 1, which resolves again only what its lockfile does not have. */
function forgotten(name: string, asked: readonly (Parent | Declaration)[]): FixStep[] {
  const lines = asked
    .filter((a) => a.range !== undefined)
    .map((a) => `delete the entry ${a.as === undefined ? name : `${a.as}@npm:${name}`}@${a.range}`);
  return lines.length === 0 ? [] : [edit([...new Set(lines)].join('\n'), 'yarn.lock')];
}

/** Packages that ask for it with a range that allows the version: Yarn keeps what each range got. */
const alsoAsking = ({ askers, pins }: Move): readonly Parent[] => askers.filter((a) => !pins.includes(a));

function berryDirect(move: Move): FixStep[] {
  // It changes every project that asks, so that one range per name is all that it takes.
  const specs = [move, ...move.together].flatMap((m) => [
    ...new Map(m.declared.map((d) => [d.as, spec(m.name, caret(move.version, d), d.as)])).values(),
  ]);
  const again = alsoAsking(move).length === 0 ? [] : [command(`yarn up -R ${move.name}`)];
  return [command(`yarn up ${specs.join(' ')}`), ...again];
}

export const YARN: FixRecipe = {
  direct: (move) =>
    move.variant === YARN_1
      ? [...forgotten(move.name, alsoAsking(move)), ...yarn1Direct(move)]
      : berryDirect(move),
  refresh: (move) =>
    move.variant === YARN_1
      ? [...forgotten(move.name, [...move.askers, ...move.declared]), command('yarn install')]
      : [command(`yarn up -R ${move.name}`)],
  override: (move) => {
    if (move.held !== undefined) return [changedHold(move.held, move.version), command('yarn install')];
    return move.variant === YARN_1 ? yarn1Override(move) : berryOverride(move);
  },
};

/** pnpm compares `name@range` with what is asked for, and `parent@version>name` with who asks. */
function pnpmOverrides(move: Move): Record<string, string> {
  const parents = named(move.askers);
  if (!move.others || parents.length === 0) {
    const names = new Set([undefined, ...parents.map((p) => p.as)]);
    return Object.fromEntries(
      [...names].map((as) => [`${as ?? move.name}@<${move.version}`, target(move, as)]),
    );
  }
  return Object.fromEntries(
    parents.map((p) => [
      `${p.name}${p.version === null ? '' : `@${p.version}`}>${p.as ?? move.name}`,
      target(move, p.as),
    ]),
  );
}

/**
 * Root variants of a pnpm lockfile, joined by `+`: its overrides are in pnpm-workspace.yaml, beside which those of
 * package.json do not count; its settings forbid changes of the lockfile; it lies below a workspace that does not hold it.
 */
export const PNPM_WORKSPACE_OVERRIDES = 'pnpm-workspace-overrides';
export const PNPM_FROZEN = 'pnpm-frozen';
export const PNPM_OWN_WORKSPACE = 'pnpm-own-workspace';

const has = ({ variant = '' }: Move, flag: string): boolean => variant.split('+').includes(flag);

const pnpm = (move: Move): string => (has(move, PNPM_OWN_WORKSPACE) ? 'pnpm --ignore-workspace' : 'pnpm');

function pnpmEdit(move: Move): FixStep {
  if (move.held !== undefined) return changedHold(move.held, move.version);
  const overrides = pnpmOverrides(move);
  if (!has(move, PNPM_WORKSPACE_OVERRIDES)) return merged({ pnpm: { overrides } });
  const lines = Object.entries(overrides).map(([key, version]) => `  '${key}': '${version}'`);
  return edit(['overrides:', ...lines].join('\n'), 'pnpm-workspace.yaml');
}

export const PNPM: FixRecipe = {
  direct: (move) =>
    perSection(
      move,
      (_, specs, members) =>
        `${pnpm(move)}${flags(...members.map((m) => `--filter ./${m}`))} update ${specs.join(' ')}`,
    ),
  refresh: (move) => [command(`${pnpm(move)} update --depth Infinity ${move.name}`)],
  override: (move) => [
    pnpmEdit(move),
    command(`${pnpm(move)} install${flags(has(move, PNPM_FROZEN) && '--no-frozen-lockfile')}`),
  ],
};

export const BUN: FixRecipe = {
  direct: (move) =>
    perDeclaration(
      move,
      (d, specs) =>
        `bun add${flags({ devDependencies: '--dev', optionalDependencies: '--optional', peerDependencies: '--peer' }[d.group ?? ''], isExact(d) && '--exact')} ${specs.join(' ')}`,
    ),
  refresh: ({ name }) => [command(`bun update ${name}`)],
  // Bun has overrides for a name only, not for a version or a parent.
  override: (move) =>
    move.others
      ? [
          words(
            `bun cannot override one copy of ${move.name} only: raise the packages that ask for ${move.from.join(', ')}`,
          ),
        ]
      : [merged({ overrides: { [move.name]: move.version } }), command('bun install')],
};

export const DENO: FixRecipe = {
  direct: (move) => perDeclaration(move, (_, specs) => `deno add ${specs.map((s) => `npm:${s}`).join(' ')}`),
  refresh: ({ name }) => [
    words(`delete deno.lock, then run deno install (moves ${name} and everything else within its ranges)`),
  ],
  override: (move) => [merged({ overrides: byVersion(move) }), command('deno install')],
};
