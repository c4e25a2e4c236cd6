/** The licence under which the product of each root is given, as its manifest says or `theriac.yaml` does. */
import type { DetectContext, Inventory, RunContext } from '@theriac/core';
import { type LicenceTerm, licenceBranches, parseLicence, recogniseLicence } from '@theriac/core/licence';
import type { Config } from '@theriac/govern';
import { asObject, get, type JsonValue } from '@theriac/read/json';
import { licenceOf } from '../../extractors/npm/manifest.ts';
import { folderOf } from '../../target/paths.ts';

/** The licences that the product itself can be taken under. */
export interface ProjectTerms {
  readonly terms: readonly LicenceTerm[];
  readonly source: string;
}

type Context = Pick<DetectContext, 'file'> & Pick<RunContext<Config>, 'config'>;

const MANIFESTS: readonly {
  readonly name: string;
  readonly licence: (text: string) => string | undefined;
}[] = [
  { name: 'package.json', licence: jsonLicence },
  { name: 'composer.json', licence: jsonLicence },
  { name: 'Cargo.toml', licence: (text) => /^[ \t]*license[ \t]*=[ \t]*"([^"\n]{1,200})"/m.exec(text)?.[1] },
  {
    name: 'pyproject.toml',
    licence: (text) =>
      /^[ \t]*license[ \t]*=[ \t]*(?:"([^"\n]{1,200})"|\{\s*text\s*=\s*"([^"\n]{1,200})"\s*\})/m
        .exec(text)
        ?.slice(1)
        .find((g) => g !== undefined),
  },
];

/** Root id → the licences of the product, one term a choice; roots that do not say are left out. */
export function projectLicences(inventory: Inventory, context: Context): ReadonlyMap<string, ProjectTerms> {
  const found = new Map<string, ProjectTerms>();
  const { project } = context.config.licences;
  const declared = project === undefined ? null : termsOf(project, 'theriac.yaml');
  const byFolder = new Map<string, ProjectTerms | null>();
  for (const root of inventory.roots) {
    const folder = folderOf(root.path);
    let terms = declared ?? byFolder.get(folder);
    if (terms === undefined) {
      terms = manifestLicence(folder, context);
      byFolder.set(folder, terms);
    }
    if (terms !== null) found.set(root.id, terms);
  }
  return found;
}

function manifestLicence(folder: string, context: Context): ProjectTerms | null {
  for (const { name, licence } of MANIFESTS) {
    const path = folder === '' ? name : `${folder}/${name}`;
    try {
      const text = context.file(path)?.text();
      const said = text === undefined ? undefined : licence(text);
      const recognised = said === undefined ? null : recogniseLicence(said);
      if (recognised?.kind === 'expression') return termsOf(recognised.expression, path);
      // Proprietary: the product gives nothing away, which strong copyleft does not permit.
      if (recognised?.kind === 'proprietary') return { terms: [OWN], source: path };
    } catch {
      // A manifest that cannot be read says nothing of the licence; the extractor reports it.
    }
  }
  return null;
}

const OWN: LicenceTerm = { kind: 'licence', id: 'LicenseRef-proprietary', orLater: false };

function termsOf(expression: string, source: string): ProjectTerms | null {
  const parsed = parseLicence(expression);
  const branches = parsed.ok ? licenceBranches(parsed.node) : null;
  // A product under two licences at once is judged by the first of each choice: rare, and never milder than it is.
  const terms = (branches ?? []).flatMap((branch) => branch.slice(0, 1));
  return terms.length === 0 ? null : { terms, source };
}

function jsonLicence(text: string): string | undefined {
  const value: JsonValue = JSON.parse(text);
  const manifest = asObject(value);
  return licenceOf(get(manifest, 'license') ?? get(manifest, 'licenses'));
}
