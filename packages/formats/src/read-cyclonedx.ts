/** CycloneDX JSON 1.2–1.7 (https://cyclonedx.org/docs/1.6/json/) as one root. Wrong types are known unknowns. */
import { type Hash, type RootDraft, SCOPES, type Scope } from '@theriac/core';
import { plain } from './plain-text.ts';
import type { SbomSource } from './read-sbom.ts';
import { rootOf, type SbomEdge, type SbomNode, TARGET } from './sbom-graph.ts';
import { UniqueKeys } from './unique-keys.ts';
import { field, isObject, type JsonObject, listField, objectField, textField } from './untrusted-json.ts';

const VERSIONS: readonly string[] = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

const SCOPE_WORDS: Readonly<Record<string, Scope>> = {
  required: 'production',
  optional: 'optional',
  excluded: 'development',
};

const HASHES: Readonly<Record<string, readonly [algorithm: Hash['algorithm'], length: number]>> = {
  MD5: ['md5', 32],
  'SHA-1': ['sha1', 40],
  'SHA-256': ['sha256', 64],
  'SHA-384': ['sha384', 96],
  'SHA-512': ['sha512', 128],
};

/** Properties of public taxonomies that say more about scope than `scope` can. */
const DEVELOPMENT_PROPERTIES: readonly string[] = [
  'cdx:npm:package:development',
  'cdx:composer:package:isDevRequirement',
  'cdx:pipenv:package:development',
];

export function readCycloneDx(source: SbomSource): RootDraft {
  const { top, path, unknowns } = source;
  const version = textField(top, 'specVersion') ?? '';
  if (!VERSIONS.includes(version)) {
    const known = `${VERSIONS[0]} to ${VERSIONS.at(-1)}`;
    unknowns.addLoss(
      'unsupported-version',
      `CycloneDX ${plain(version, 20) || 'of no version'} is none of ${known}; it was read like the newest of them`,
    );
  }
  const metadata = objectField(top, 'metadata');
  const product = objectField(metadata, 'component');
  const refs = new Map<string, string>();
  const productRef = textField(product, 'bom-ref');
  if (productRef !== undefined) refs.set(productRef, TARGET);
  const keys = new UniqueKeys(refs.keys());
  const nodes = [...listed(source, product, refs, keys), ...listed(source, top, refs, keys)];
  if (nodes.length === 0) unknowns.addLoss('no-package-data', 'the document lists no components');
  compositions(source);
  const [name, productVersion] = [textField(product, 'name'), textField(product, 'version')];
  return rootOf(
    {
      path,
      ...(name === undefined ? {} : { name }),
      ...(productVersion === undefined ? {} : { version: productVersion }),
      nodes,
      edges: edgesOf(source, refs),
    },
    unknowns,
  );
}

/** The components of `owner` and, to any depth, theirs. */
function listed(
  source: SbomSource,
  owner: JsonObject,
  refs: Map<string, string>,
  keys: UniqueKeys,
): SbomNode[] {
  const { unknowns, path, lines } = source;
  const nodes: SbomNode[] = [];
  const waiting: unknown[] = [];
  const enter = (parent: JsonObject): void => {
    const given = field(parent, 'components');
    if (given !== undefined && !Array.isArray(given))
      unknowns.addLoss('unparseable', '`components` is not a list');
    for (const component of listField(parent, 'components').toReversed()) waiting.push(component);
  };
  enter(owner);
  while (waiting.length > 0) {
    const component = waiting.pop();
    if (!isObject(component)) {
      unknowns.addLoss('unparseable', 'a component is not an object');
      continue;
    }
    enter(component);
    const purl = textField(component, 'purl');
    const ref = textField(component, 'bom-ref');
    const line = lines.get(ref ?? purl ?? '');
    const location = line === undefined ? { path } : { path, line };
    const name = nameOf(component) ?? purl;
    if (name === undefined) {
      unknowns.addLoss('unparseable', 'a component has neither a name nor a package URL', location);
      continue;
    }
    const key = keys.take(ref ?? purl ?? name);
    refs.set(key, key);
    if (ref !== undefined && key !== ref) {
      const text = `the bom-ref ${plain(ref, 120)} stands more than once; edges go to the first`;
      unknowns.add('duplicate-key', text, location, name);
    }
    const properties = propertiesOf(component);
    const licence = licenceOf(component);
    const scope = scopeOf(component, properties);
    nodes.push({
      key,
      name,
      version: textField(component, 'version') ?? null,
      ...(purl === undefined ? {} : { purl }),
      location,
      hashes: hashesOf(component),
      ...(licence === undefined ? {} : { licence }),
      scope,
      application: field(component, 'type') === 'application',
      // Manifests and lockfiles of a scan written by Theriac are the project itself, also those without packages.
      firstParty:
        properties.get('theriac:firstParty')?.includes('true') === true || properties.has('theriac:root'),
      installScript:
        properties.get('theriac:installScript')?.includes('true') === true ||
        properties.get('cdx:npm:package:hasInstallScript')?.includes('true') === true,
    });
  }
  return nodes;
}

function nameOf(component: JsonObject): string | undefined {
  const [group, name] = [textField(component, 'group'), textField(component, 'name')];
  if (name === undefined) return undefined;
  return group === undefined ? name : `${group}/${name}`;
}

function propertiesOf(component: JsonObject): Map<string, string[]> {
  const properties = new Map<string, string[]>();
  for (const property of listField(component, 'properties')) {
    if (!isObject(property)) continue;
    const [name, value] = [textField(property, 'name'), textField(property, 'value')];
    if (name === undefined || value === undefined) continue;
    properties.set(name, [...(properties.get(name) ?? []), value]);
  }
  return properties;
}

/** Absent means required (the specification says so); an unknown word is treated the same, the stricter way. */
function scopeOf(component: JsonObject, properties: ReadonlyMap<string, readonly string[]>): Scope {
  const own = properties.get('theriac:scope');
  const exact = own === undefined ? undefined : SCOPES.find((s) => own.includes(s));
  if (exact !== undefined) return exact;
  if (DEVELOPMENT_PROPERTIES.some((name) => properties.get(name)?.includes('true') === true))
    return 'development';
  const word = textField(component, 'scope') ?? '';
  return Object.hasOwn(SCOPE_WORDS, word) ? (SCOPE_WORDS[word] ?? 'production') : 'production';
}

function hashesOf(component: JsonObject): Hash[] {
  return listField(component, 'hashes').flatMap((hash): Hash[] => {
    if (!isObject(hash)) return [];
    const [alg, content] = [textField(hash, 'alg') ?? '', textField(hash, 'content') ?? ''];
    const row = Object.hasOwn(HASHES, alg) ? HASHES[alg] : undefined;
    if (row === undefined || content.length !== row[1] || !/^[0-9a-f]+$/i.test(content)) return [];
    return [{ algorithm: row[0], hex: content.toLowerCase() }];
  });
}

/** Several licences are taken to hold together, which is the stricter reading. */
function licenceOf(component: JsonObject): string | undefined {
  const words = listField(component, 'licenses').flatMap((choice): string[] => {
    if (!isObject(choice)) return [];
    const licence = objectField(choice, 'license');
    const word = textField(choice, 'expression') ?? textField(licence, 'id') ?? textField(licence, 'name');
    return word === undefined ? [] : [word];
  });
  const distinct = [...new Set(words)];
  if (distinct.length < 2) return distinct[0];
  return distinct.map((w) => (/ OR /i.test(w) ? `(${w})` : w)).join(' AND ');
}

function edgesOf(source: SbomSource, refs: ReadonlyMap<string, string>): SbomEdge[] {
  const { top, unknowns } = source;
  const services = serviceRefs(top);
  const edges: SbomEdge[] = [];
  const given = field(top, 'dependencies');
  if (given !== undefined && !Array.isArray(given))
    unknowns.addLoss('unparseable', '`dependencies` is not a list');
  for (const dependency of listField(top, 'dependencies')) {
    const ref = isObject(dependency) ? textField(dependency, 'ref') : undefined;
    if (!isObject(dependency) || ref === undefined) {
      unknowns.addLoss('unparseable', 'an entry of `dependencies` names nothing');
      continue;
    }
    const from = refs.get(ref);
    if (from === undefined && !services.has(ref)) {
      unknowns.addLoss('dangling-edge', `dependencies are given for ${plain(ref, 120)}, which is not listed`);
    }
    for (const to of listField(dependency, 'dependsOn')) {
      const target = typeof to === 'string' ? refs.get(to) : undefined;
      if (target !== undefined) {
        if (from !== undefined && target !== TARGET) edges.push({ from, to: target, scope: 'production' });
      } else if (typeof to !== 'string') {
        unknowns.addLoss('unparseable', `a dependency of ${plain(ref, 120)} is not text`);
      } else if (to.startsWith('urn:cdx:')) {
        unknowns.addLoss('unresolved-include', `${plain(ref, 120)} depends on what another document lists`);
      } else if (!services.has(to)) {
        unknowns.addLoss(
          'dangling-edge',
          `${plain(ref, 120)} depends on ${plain(to, 120)}, which is not listed`,
        );
      }
    }
  }
  return edges;
}

/** Services may stand in the graph; they are no packages. */
function serviceRefs(top: JsonObject): Set<string> {
  const refs = new Set<string>();
  const waiting: unknown[] = [...listField(top, 'services')];
  for (let service = waiting.pop(); service !== undefined; service = waiting.pop()) {
    if (!isObject(service)) continue;
    const ref = textField(service, 'bom-ref');
    if (ref !== undefined) refs.add(ref);
    for (const nested of listField(service, 'services')) waiting.push(nested);
  }
  return refs;
}

/** A document that says of itself that something is missing is believed. */
function compositions({ top, unknowns }: SbomSource): void {
  for (const composition of listField(top, 'compositions')) {
    if (!isObject(composition)) continue;
    const aggregate = textField(composition, 'aggregate') ?? '';
    if (!aggregate.startsWith('incomplete') && aggregate !== 'unknown') continue;
    const concerned = [
      ...listField(composition, 'assemblies'),
      ...listField(composition, 'dependencies'),
    ].filter((ref) => typeof ref === 'string');
    if (concerned.length === 0 && listField(composition, 'vulnerabilities').length > 0) continue;
    const what =
      concerned.length === 0 ? 'its list' : `what belongs to ${plain(concerned.slice(0, 3).join(', '), 200)}`;
    unknowns.addLoss(
      'no-package-data',
      aggregate === 'unknown'
        ? `the document says that it is not known whether ${what} is complete`
        : `the document says that ${what} is not complete (${plain(aggregate, 60)})`,
    );
  }
}
