/** Functions of Helm: YAML, JSON and TOML, other templates, versions. */
import { parse, stringify } from 'yaml';
import { type GoFunction, NotRendered } from './render.ts';
import { GoMap, type GoValue, goValueOf, plainOf, printed } from './values.ts';

const textOf = (value: GoValue | undefined): string => printed(value ?? null);

/** Values as Helm reads them: YAML 1.1, in which `yes` and `on` are true. */
export function yamlValue(text: string): GoValue {
  return goValueOf(
    parse(text, { version: '1.1', uniqueKeys: false, maxAliasCount: 100, logLevel: 'silent' }),
  );
}

function fromYaml(text: string): GoValue {
  try {
    return yamlValue(text);
  } catch {
    return new GoMap([['Error', 'not valid YAML']]);
  }
}

function fromJson(text: string): GoValue {
  try {
    return goValueOf(JSON.parse(text));
  } catch {
    return new GoMap([['Error', 'not valid JSON']]);
  }
}

/** Keys sorted and no line broken, as Go writes it. */
function toYaml(value: GoValue | undefined): string {
  return stringify(plainOf(value ?? null), {
    lineWidth: 0,
    version: '1.1',
    aliasDuplicateObjects: false,
    indentSeq: false,
  }).trimEnd();
}

const toJson = (value: GoValue | undefined): string => JSON.stringify(plainOf(value ?? null));

/** `1.31.0-gke.1` → numbers; undefined where it is none. */
function versionOf(text: string): readonly number[] | undefined {
  const match = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/.exec(text.trim());
  return match === null ? undefined : [1, 2, 3].map((i) => Number(match[i] ?? 0));
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (const [i, part] of a.entries()) if (part !== b[i]) return part - (b[i] ?? 0);
  return 0;
}

/** Constraints of https://github.com/Masterminds/semver: comparisons, `^`, `~`, `x`, joined by spaces, commas and `||`. */
function satisfies(constraint: string, version: readonly number[]): boolean {
  return constraint.split('||').some((part) =>
    // A space may stand between an operator and its version.
    part
      .replaceAll(/[<>=!~^]{1,2}\s{0,20}/g, (operator) => operator.trim())
      .split(/[\s,]+/)
      .every((one) => meets(one, version)),
  );
}

function meets(one: string, version: readonly number[]): boolean {
  if (one === '' || one === '*') return true;
  const [, operator = '', rest = ''] = /^([<>=!~^]{0,2})(.*)$/.exec(one) ?? [];
  const parts = rest.replace(/^v/, '').split(/[.-]/);
  const fixed = parts.findIndex((part) => !/^\d+$/.test(part));
  const known = Math.min(3, fixed < 0 ? parts.length : fixed);
  const wanted = [0, 1, 2].map((i) => (i < known ? Number(parts[i]) : 0));
  const order = compareVersions(version, wanted);
  const agrees = (upTo: number): boolean => wanted.slice(0, upTo).every((part, i) => part === version[i]);
  switch (operator) {
    case '>':
      return order > 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
    case '=<':
      return order <= 0;
    case '!=':
      return order !== 0;
    case '^': {
      const first = wanted.findIndex((part) => part !== 0);
      return order >= 0 && agrees((first < 0 ? known - 1 : first) + 1);
    }
    case '~':
    case '~>':
      return order >= 0 && agrees(Math.max(1, Math.min(2, known)));
    default:
      return known === 3 ? order === 0 : agrees(known);
  }
}

export const DOCUMENT_FUNCTIONS: Readonly<Record<string, GoFunction>> = {
  toYaml: ([a]) => toYaml(a),
  toYamlPretty: ([a]) => toYaml(a),
  fromYaml: ([a]) => fromYaml(textOf(a)),
  fromYamlArray: ([a]) => fromYaml(textOf(a)),
  toJson: ([a]) => toJson(a),
  toRawJson: ([a]) => toJson(a),
  toPrettyJson: ([a]) => JSON.stringify(plainOf(a ?? null), null, 2),
  fromJson: ([a]) => fromJson(textOf(a)),
  fromJsonArray: ([a]) => fromJson(textOf(a)),
  include: ([name, dot], call) => call.include(textOf(name), dot ?? null),
  tpl: ([text, dot], call) => call.renderText(textOf(text), dot ?? null),
  semverCompare: ([constraint, version]) => {
    const parsed = versionOf(textOf(version));
    if (parsed === undefined) throw new NotRendered(`\`${textOf(version).slice(0, 80)}\` is no version`);
    return satisfies(textOf(constraint), parsed);
  },
  semver: ([version]) => {
    const [major = 0, minor = 0, patch = 0] = versionOf(textOf(version)) ?? [];
    return new GoMap([
      ['Major', major],
      ['Minor', minor],
      ['Patch', patch],
    ]);
  },
  urlParse: ([address]) => {
    const url = URL.parse(textOf(address));
    return new GoMap([
      ['scheme', url?.protocol.replace(/:$/, '') ?? ''],
      ['host', url?.host ?? ''],
      ['hostname', url?.hostname ?? ''],
      ['path', url?.pathname ?? ''],
      ['query', url?.search.slice(1) ?? ''],
      ['userinfo', ''],
    ]);
  },
  base: ([path]) => textOf(path).split('/').at(-1) ?? '',
  dir: ([path]) => textOf(path).split('/').slice(0, -1).join('/'),
  ext: ([path]) => /\.[^./]*$/.exec(textOf(path))?.[0] ?? '',
};
