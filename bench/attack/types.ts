/** Every value of a file replaced by one of another type: what is listed then is all, or the scan says so. */
import { listed, otherLines, otherTypes, silentLoss, subjectOf } from '@theriac/testing/losses';
import { SEEDS } from '@theriac/testing/seeds';
import { isJson } from './json.ts';
import type { Argued, Suite } from './suite.ts';

const DEPTH = 8;
/** Formats of lines whose values have types: YAML and TOML. In others every value is a text. */
const TYPED =
  /(?:\.ya?ml|\.toml|\/Pipfile|\/(?:poetry|uv|pdm|Cargo|pubspec|shard|Chart)\.lock|\.py\.lock|\.yaml\.lock)$/;

interface Allowed {
  readonly path: string;
  readonly variant: RegExp;
  readonly why: string;
}

const ALLOWED: readonly Allowed[] = [
  {
    path: 'composer.lock',
    variant: /version as 1$/,
    why: 'private repositories of Composer serve versions without quotes, which are read as they are written',
  },
  { path: 'composer.json', variant: /^require as \[\]$/, why: 'PHP writes an empty object so' },
  {
    path: 'Package.resolved',
    variant: /version as null$/,
    why: 'the first version of the format writes null beside a commit, which is listed',
  },
  {
    path: 'deploy.yaml',
    variant: /^line [5-9] /,
    why: 'an object of Kubernetes may be a patch, or a custom resource with any values',
  },
];

export const types: Suite = {
  id: 'types',
  promise: 'A value of another type never makes a shorter list that counts as complete',
  run: async (form) => {
    const broken: string[] = [];
    const argued = new Map<string, number>();
    let tried = 0;
    for (const seed of SEEDS) {
      const [path, content] = subjectOf(seed);
      const text = content.toString();
      const whole = await listed(seed.files);
      const isTree = isJson(text);
      if (!isTree && !TYPED.test(`/${path}`)) continue;
      const variants = isTree ? otherTypes(text, DEPTH) : otherLines(text);
      for (const [what, damaged] of variants.filter((_, at) => form === 'long' || at % 3 === 0)) {
        tried += 1;
        const lost = await silentLoss(seed, whole, damaged, isTree ? 'each' : 'count');
        if (lost.length === 0) continue;
        const allowed = ALLOWED.find((row) => row.path === path && row.variant.test(what));
        if (allowed === undefined) broken.push(`${path}: ${what}: ${lost.slice(0, 3).join(', ')}`);
        else argued.set(allowed.why, (argued.get(allowed.why) ?? 0) + 1);
      }
    }
    return {
      tried,
      broken,
      argued: [...argued].map(([why, count]): Argued => ({ what: 'a value', count, why })),
    };
  },
};
