/** How pip, Poetry, uv, PDM and Pipenv move a package. */
import {
  command,
  type Declaration,
  edit,
  type FixRecipe,
  type FixStep,
  type Hold,
  type Move,
  type Parent,
} from '@theriac/core';

const EXTRA = 'extra ';

/** `name[extra]` */
const named = (name: string, { extras = [] }: Declaration): string =>
  extras.length === 0 ? name : `${name}[${extras.join(',')}]`;

/** A pin stays a pin; every other range becomes a lower bound. */
const bound = ({ range = '' }: Declaration, version: string): string =>
  /^={0,3}\s*\d[^,<>*]*$/.test(range) ? `==${version}` : `>=${version}`;

/** Poetry's caret ranges stay caret ranges. */
const poetryBound = (declared: Declaration, version: string): string =>
  declared.range?.startsWith('^') === true ? `@^${version}` : bound(declared, version);

interface Adding {
  /** `uv add` */
  readonly command: string;
  readonly group: (name: string) => string;
  readonly extra: (name: string) => string;
  readonly bound: (declared: Declaration, version: string) => string;
}

/** One command per group that asks for it, so that each stays in its group. */
function add({ name, version, declared }: Move, how: Adding): FixStep[] {
  return declared.map((d) => {
    const group = d.group ?? '';
    const flag =
      group === '' ? '' : group.startsWith(EXTRA) ? how.extra(group.slice(EXTRA.length)) : how.group(group);
    const member = d.member === undefined ? '' : ` --package ${d.memberName ?? d.member}`;
    return command(`${how.command}${member}${flag} "${named(name, d)}${how.bound(d, version)}"`);
  });
}

const POETRY_ADD: Adding = {
  command: 'poetry add',
  group: (name) => ` --group ${name}`,
  extra: (name) => ` --optional ${name}`,
  bound: poetryBound,
};

/** Packages whose own requirement keeps the version out, released from theirs together with it. */
function loosened(pins: readonly Parent[]): string {
  const direct = pins.filter((p) => p.direct && p.name !== '');
  return direct.map((p) => ` "${p.name}>=${p.version ?? '0'}"`).join('');
}

/** Poetry has no overrides: what pins the package is raised with it. */
function poetryRaise(move: Move): FixStep[] {
  const group = move.pins.find((p) => p.group !== undefined)?.group ?? (move.development ? 'dev' : '');
  const flag = group === '' ? '' : ` --group ${group}`;
  return [command(`poetry add${flag} "${move.name}>=${move.version}"${loosened(move.pins)}`)];
}

export const POETRY: FixRecipe = {
  direct: (move) => {
    const [first, ...others] = add(move, POETRY_ADD);
    if (first?.kind !== 'command') return [];
    return [command(`${first.command}${loosened(move.pins)}`), ...others];
  },
  refresh: ({ name }) => [command(`poetry update ${name}`)],
  raise: poetryRaise,
};

const uvAdd = (move: Move): FixStep[] =>
  add(move, {
    command: 'uv add',
    group: (name) => ` --group ${name}`,
    extra: (name) => ` --optional ${name}`,
    bound,
  });

/** An override stands for what everyone asks; a constraint is in force beside it. */
function uvHeld(move: Move, { manifest, path }: Hold): FixStep[] {
  const { name, version, declared } = move;
  const field = path.at(-2);
  const pinned =
    field === 'constraint-dependencies' ? declared.filter((d) => d.range !== undefined && !d.allows) : [];
  return [
    edit(`[tool.uv]\n${field} = ["${name}==${version}"]`, manifest),
    ...(pinned.length > 0
      ? uvAdd({ ...move, declared: pinned })
      : [command(`uv lock --upgrade-package ${name}`)]),
  ];
}

export const UV: FixRecipe = {
  direct: uvAdd,
  refresh: ({ name }) => [command(`uv lock --upgrade-package ${name}`)],
  override: (move) => {
    const { name, version, pins, held } = move;
    if (held !== undefined) return uvHeld(move, held);
    return [
      edit(
        `[tool.uv]\n${pins.length === 0 ? 'constraint' : 'override'}-dependencies = ["${name}>=${version}"]`,
        'pyproject.toml',
      ),
      command(`uv lock --upgrade-package ${name}`),
    ];
  },
};

export const PDM: FixRecipe = {
  direct: (move) =>
    add(move, { command: 'pdm add', group: (name) => ` -dG ${name}`, extra: (name) => ` -G ${name}`, bound }),
  refresh: ({ name }) => [command(`pdm update --update-reuse ${name}`)],
  override: ({ name, version }) => [
    edit(`[tool.pdm.resolution.overrides]\n${name} = ">=${version}"`, 'pyproject.toml'),
    command(`pdm update --update-reuse ${name}`),
  ],
};

export const PIPENV: FixRecipe = {
  direct: (move) =>
    move.declared.map((d) => {
      const group = d.group ?? 'default';
      const flag =
        group === 'default' || group === 'packages'
          ? ''
          : group === 'develop'
            ? ' --dev'
            : ` --categories ${group}`;
      return command(`pipenv install${flag} "${named(move.name, d)}${bound(d, move.version)}"`);
    }),
  refresh: ({ name }) => [command(`pipenv upgrade ${name}`)],
  override: ({ name, version, development }) => [
    command(`pipenv upgrade${development ? ' --dev' : ''} "${name}>=${version}"`),
  ],
};

/** pyproject.toml without a lockfile: with the tool whose table it has, or in its own words. */
const pyprojectRecipe = ({ variant }: Move): FixRecipe | undefined =>
  ({ poetry: POETRY, pdm: PDM, uv: UV })[variant ?? ''];

const declaredIn = (move: Move): FixStep[] =>
  move.declared.map((d) => edit(`${named(move.name, d)}${bound(d, move.version)}`, 'pyproject.toml'));

export const PYPROJECT: FixRecipe = {
  direct: (move) => pyprojectRecipe(move)?.direct(move) ?? declaredIn(move),
  refresh: (move) => pyprojectRecipe(move)?.refresh(move) ?? declaredIn(move),
};

/** Root variants of a requirements.txt that a tool wrote from another file. */
export const PIP_COMPILE = 'pip-compile';
export const UV_PIP_COMPILE = 'uv-pip-compile';

/** The file is written again; the one that it is made of changes only where its range keeps the version out. */
function compiled(move: Move): FixStep[] {
  const { name, version, lockfile, variant } = move;
  const source =
    move.declared.find((d) => d.manifest !== lockfile)?.manifest ?? lockfile.replace(/\.txt$/, '.in');
  const upgrade = `--upgrade-package "${name}==${version}"`;
  const write =
    variant === UV_PIP_COMPILE
      ? `uv pip compile ${upgrade} ${source} -o ${lockfile}`
      : `pip-compile ${upgrade} --output-file ${lockfile} ${source}`;
  const edits = move.declared
    .filter((d) => d.manifest !== lockfile && d.range !== undefined && !d.allows)
    .map((d) => edit(`${named(name, d)}${bound(d, version)}`, d.manifest ?? source));
  return [...edits, command(write)];
}

/** A line of the file that declares it; of a compiled file that is the file that it is made of. */
const requirement = (move: Move): FixStep[] => {
  if (move.variant === PIP_COMPILE || move.variant === UV_PIP_COMPILE) return compiled(move);
  const { name, version, lockfile, declared } = move;
  const [first] = declared;
  return [
    edit(`${first === undefined ? name : named(name, first)}==${version}`, first?.manifest ?? lockfile),
  ];
};

export const PIP: FixRecipe = {
  direct: requirement,
  refresh: requirement,
  override: requirement,
};
