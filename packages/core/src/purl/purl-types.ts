/** What each package URL type asks of its parts (purl-spec, types/*-definition.json), as one table. */

export interface PurlTypeRule {
  /**
   * `optional` is also what types get whose registry asks for a namespace but whose package URLs are written without
   * one in the field (`pkg:golang/stdlib`, `pkg:rpm/bash`): refusing them would lose components of an SBOM.
   */
  readonly namespace: 'required' | 'optional' | 'prohibited';
  /** Parts whose case does not count and that are therefore written in lower case. */
  readonly lower: readonly ('namespace' | 'name' | 'version')[];
  readonly requiredQualifiers?: readonly string[];
  /** Name as the type writes it, after lower-casing. */
  readonly normalizeName?: (name: string, context: NameContext) => string;
  /** The namespace is one segment and the name all the others, with its slashes. */
  readonly nameIsPath?: boolean;
  /** Why the parts are not a package of this type, or null. */
  readonly check?: (name: string, version: string | undefined) => string | null;
}

interface NameContext {
  readonly namespace: string;
  readonly qualifiers: Readonly<Record<string, string>>;
}

const NONE: readonly never[] = [];

const OTHER: PurlTypeRule = { namespace: 'optional', lower: NONE };

const optional = (...lower: PurlTypeRule['lower']): PurlTypeRule => ({ namespace: 'optional', lower });
const required = (...lower: PurlTypeRule['lower']): PurlTypeRule => ({ namespace: 'required', lower });
const prohibited = (...lower: PurlTypeRule['lower']): PurlTypeRule => ({ namespace: 'prohibited', lower });

const RULES: ReadonlyMap<string, PurlTypeRule> = new Map<string, PurlTypeRule>([
  ['alpm', optional('namespace', 'name')],
  ['apk', optional('namespace', 'name')],
  ['bazel', prohibited()],
  ['bitbucket', required('namespace', 'name')],
  ['bitnami', prohibited('name')],
  ['brew', optional('namespace', 'name')],
  ['cargo', prohibited()],
  ['chrome-extension', { ...prohibited('name'), check: chromeExtension }],
  ['cocoapods', prohibited()],
  ['composer', optional('namespace', 'name')],
  ['conan', optional()],
  ['conda', prohibited()],
  ['cpan', { ...optional(), check: cpanDistribution }],
  ['cran', prohibited()],
  ['deb', optional('namespace', 'name')],
  ['docker', optional()],
  ['gem', prohibited()],
  ['generic', optional()],
  ['git', { ...required('namespace'), nameIsPath: true, normalizeName: gitPath }],
  ['github', required('namespace', 'name')],
  ['githubactions', optional('namespace', 'name')],
  ['golang', optional()],
  ['hackage', prohibited()],
  ['hex', optional('namespace', 'name')],
  ['huggingface', optional('version')],
  ['julia', { ...prohibited(), requiredQualifiers: ['uuid'] }],
  ['luarocks', optional('namespace', 'name')],
  ['maven', required()],
  ['mlflow', { ...prohibited(), normalizeName: mlflowName }],
  ['npm', optional()],
  ['nuget', prohibited()],
  ['oci', prohibited('name', 'version')],
  ['opam', prohibited()],
  ['otp', prohibited('name')],
  ['pub', { ...prohibited('name'), normalizeName: (name) => name.replace(/[^a-z0-9_]/g, '_') }],
  ['pypi', { ...prohibited('name', 'version'), normalizeName: (name) => name.replaceAll('_', '-') }],
  ['qpkg', optional('namespace')],
  ['rpm', optional('namespace')],
  ['swid', { ...optional(), requiredQualifiers: ['tag_id'] }],
  ['swift', required()],
  ['vcpkg', prohibited()],
  ['vscode-extension', required('namespace', 'name', 'version')],
  ['yocto', optional('namespace')],
]);

/** The rule of a type; types that the spec does not know have none to break. */
export function purlTypeRule(type: string): PurlTypeRule {
  return RULES.get(type) ?? OTHER;
}

/** Databricks treats model names without case, other registries do not. */
function mlflowName(name: string, { qualifiers }: NameContext): string {
  const repository = Object.hasOwn(qualifiers, 'repository_url') ? (qualifiers.repository_url ?? '') : '';
  return repository.toLowerCase().includes('databricks') ? name.toLowerCase() : name;
}

/** Paths keep their case, except where the host does not look at it. */
function gitPath(name: string, { namespace }: NameContext): string {
  return /^(?:github|bitbucket)(?:\.com|\.org)?$/.test(namespace) ? name.toLowerCase() : name;
}

function chromeExtension(name: string, version: string | undefined): string | null {
  if (!/^[a-p]{32}$/.test(name)) return 'the name must be 32 letters from a to p';
  if (version !== undefined && !/^\d+(?:\.\d+){0,3}$/.test(version))
    return 'the version must be one to four numbers';
  return null;
}

function cpanDistribution(name: string): string | null {
  return name.includes('::') ? 'the name must be a distribution, not a module' : null;
}
