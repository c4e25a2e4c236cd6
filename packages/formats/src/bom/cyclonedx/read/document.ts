/** A CycloneDX document in its JSON shape as a {@link Bom}. Whatever the model has no place for goes to `rest`. */
import {
  BOM_AGGREGATES,
  BOM_PHASES,
  type Bom,
  type BomAnnotation,
  type BomComponent,
  type BomComposition,
  type BomLifecycle,
  type BomParty,
  type BomRelationship,
  type BomSource,
  type BomTool,
  type BomVulnerability,
  bomDependencyEdges,
  emptyBom,
  type JsonValue,
  type Location,
} from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';
import { UniqueKeys } from '../../../text/unique-keys.ts';
import { Fields, isList, isMap, type JsonMap, optional, own } from '../../document/json-fields.ts';
import { carryComponent, restoreCarriedDocument } from '../../model/carried/index.ts';
import { parentsFirst, parentsOf } from '../../model/parents.ts';
import type { UnknownList } from '../../model/unknown-list.ts';
import { versionRank } from '../versions.ts';
import { readComponent } from './component.ts';
import {
  FAMILY,
  readExternalReference,
  readHash,
  readLicence,
  readOrganization,
  readPerson,
  readProperty,
} from './parts.ts';
import { readVulnerability } from './vulnerability.ts';

interface ReadContext {
  readonly source: BomSource;
  readonly unknowns: UnknownList;
  /** Where an id is. */
  readonly locate: (ref: string) => Location;
  /** The items of the document are not needed any more once they are read. */
  readonly release?: boolean;
}

export function readCycloneDx(top: JsonMap, context: ReadContext): Bom {
  const fields = new Fields(top);
  for (const key of ['bomFormat', 'specVersion']) fields.take(key);
  const metadata = fields.map('metadata');
  const meta = metadata === undefined ? undefined : readMetadata(metadata, context);
  const keys = new UniqueKeys();
  const refs = new Refs(keys, context);
  const subject = metadata === undefined ? undefined : own(metadata, 'component');
  const described = isMap(subject) ? refs.components([subject]) : [];
  // Without a name, the described component is not listed, and what is nested in it is not what the document is about.
  const [first] = described.filter(({ parent }) => parent === undefined);
  const isNamed = isMap(subject) && (textOf(subject, 'name') ?? textOf(subject, 'purl')) !== undefined;
  const listed = [...described, ...refs.components(listOf(top, 'components', fields, context))];
  const components = refs.apart.size === 0 ? listed : placed(listed, refs.apart);
  const bom: Bom = {
    ...emptyBom(),
    source: context.source,
    ...optional('id', fields.text('serialNumber')),
    ...optional('version', fields.number('version')),
    ...meta?.bom,
    subjects: isNamed && first !== undefined ? [first.ref] : [],
    components,
    relationships: readRelationships(top, fields, context),
    compositions: fields.list('compositions', readComposition),
    vulnerabilities: readVulnerabilities(fields, keys),
    externalReferences: fields.list('externalReferences', readExternalReference),
    annotations: fields.list('annotations', readAnnotation),
    ...withRest(fields, meta?.rest),
  };
  return withCarried(bom);
}

/** The rest of the document, with the rest of its metadata in it. */
function withRest(fields: Fields, metadata: JsonMap | undefined): Pick<Bom, 'rest'> {
  const { rest } = fields.rest(FAMILY);
  if (metadata === undefined) return rest === undefined ? {} : { rest };
  return { rest: { format: FAMILY, fields: { ...rest?.fields, metadata } } };
}

function readMetadata(
  metadata: JsonMap,
  { source }: ReadContext,
): { readonly bom: Partial<Bom>; readonly rest: JsonMap | undefined } {
  const fields = new Fields(metadata);
  if (isMap(fields.peek('component'))) fields.take('component');
  const supplier = readOrganization(fields.map('supplier'));
  // Since 1.6 the old name is deprecated; a document that has it keeps it.
  const old = own(metadata, 'manufacture');
  if (versionRank(source.version) < versionRank('1.6') && isMap(old)) fields.take('manufacture');
  const manufacturer = readOrganization(fields.map('manufacturer') ?? old);
  const bom: Partial<Bom> = {
    ...optional('created', fields.text('timestamp')),
    authors: fields.list('authors', readPerson),
    tools: readTools(fields),
    ...optional('supplier', supplier),
    ...optional('manufacturer', manufacturer),
    lifecycles: fields.list('lifecycles', readLifecycle),
    dataLicences: fields.list('licenses', readLicence),
    properties: fields.list('properties', readProperty),
  };
  const { rest } = fields.rest(FAMILY);
  // That there is a `metadata` at all is worth keeping when nothing in it is.
  return { bom, rest: rest?.fields ?? (Object.keys(metadata).length === 0 ? {} : undefined) };
}

function readLifecycle(item: JsonValue): BomLifecycle | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const phase = fields.word('phase', BOM_PHASES);
  if (phase !== undefined) return { phase, ...fields.rest(FAMILY) };
  const name = fields.text('name');
  if (name === undefined) return undefined;
  return { name, ...optional('description', fields.text('description')), ...fields.rest(FAMILY) };
}

/** Plain tools until 1.4; since then components and services, of which the model names a few fields. */
function readTools(fields: Fields): readonly BomTool[] {
  const value = fields.peek('tools');
  if (isList(value)) return fields.list('tools', (item) => readTool(item, 'tool'));
  if (!isMap(value)) return [];
  const inner = new Fields(value);
  const tools = [
    ...inner.list('components', (item) => readTool(item, 'component')),
    ...inner.list('services', (item) => readTool(item, 'service')),
  ];
  // An empty set, or one with something strange in it, is kept as a whole.
  if (tools.length > 0 && inner.rest(FAMILY).rest === undefined) fields.take('tools');
  return tools;
}

function readTool(item: JsonValue, form: BomTool['form']): BomTool | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  return {
    form,
    ...optional('vendor', fields.text(form === 'tool' ? 'vendor' : 'group')),
    ...optional('name', fields.text('name')),
    ...optional('version', fields.text('version')),
    hashes: fields.list('hashes', readHash),
    externalReferences: fields.list('externalReferences', readExternalReference),
    ...optional('ref', fields.text('bom-ref')),
    ...fields.rest(FAMILY),
  };
}

function listOf(
  owner: JsonMap,
  key: string,
  fields: Fields,
  { unknowns }: ReadContext,
): readonly JsonValue[] {
  const value = own(owner, key);
  if (value === undefined) return [];
  if (!isList(value)) {
    unknowns.addLoss('unparseable', `\`${key}\` is not a list`);
    return [];
  }
  if (value.length > 0) fields.take(key);
  return value;
}

/** Gives every component a ref: its own, or one made up beside those that the document gives. */
class Refs {
  readonly #keys: UniqueKeys;
  readonly #context: ReadContext;
  /** Refs of components that name what contains them as a property. */
  readonly apart = new Set<string>();

  constructor(keys: UniqueKeys, context: ReadContext) {
    this.#keys = keys;
    this.#context = context;
  }

  /** Flat, parents before children, in the order of the document; without recursion, for it may be deep. */
  components(items: readonly JsonValue[]): BomComponent[] {
    const { unknowns } = this.#context;
    const stack: {
      readonly list: readonly JsonValue[];
      index: number;
      readonly parent: string | undefined;
    }[] = [{ list: items, index: 0, parent: undefined }];
    const components: BomComponent[] = [];
    for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
      const { list, index, parent } = frame;
      const item = list[index];
      frame.index += 1;
      if (item === undefined) {
        stack.pop();
        continue;
      }
      // Of a large document, what has been read is let go while the rest is read.
      if (this.#context.release === true && Array.isArray(list)) list[index] = null;
      if (!isMap(item)) {
        unknowns.addLoss('unparseable', 'a component is not an object');
        continue;
      }
      const component = this.#component(item, parent);
      if (component !== undefined) {
        components.push(component);
        if (parent === undefined && component.parent !== undefined) this.apart.add(component.ref);
      }
      const nested = own(item, 'components');
      if (isList(nested)) stack.push({ list: nested, index: 0, parent: component?.ref ?? parent });
      else if (nested !== undefined) unknowns.addLoss('unparseable', '`components` is not a list');
    }
    return components;
  }

  #component(item: JsonMap, parent: string | undefined): BomComponent | undefined {
    const { unknowns, locate } = this.#context;
    const [given, purl, name] = ['bom-ref', 'purl', 'name'].map((key) => textOf(item, key));
    const wanted = given ?? purl ?? name;
    // Finding a line means going through the text, so it is done only when there is something to say.
    const location = (): Location => locate(given ?? purl ?? '');
    if (name === undefined && purl === undefined) {
      unknowns.addLoss('unparseable', 'a component has neither a name nor a package URL', location());
      return undefined;
    }
    const ref = this.#keys.take(wanted ?? 'component');
    if (given !== undefined && ref !== given) {
      const text = `duplicate bom-ref ${plain(given, 120)}; edges go to the first`;
      unknowns.add('duplicate-key', text, location(), name ?? purl);
    }
    return readComponent(item, { ref, refMadeUp: given === undefined, parent });
  }
}

/** Components that name what contains them as a property, below that one; a name that leads nowhere is left as it is. */
function placed(components: readonly BomComponent[], apart: ReadonlySet<string>): BomComponent[] {
  const known = new Set(components.map(({ ref }) => ref));
  const pairs = (list: readonly BomComponent[]) =>
    list.flatMap(({ ref, parent }) => (parent === undefined ? [] : [[parent, ref] as const]));
  const claims = components.filter(({ ref }) => apart.has(ref));
  const parents = parentsOf(
    [...pairs(components.filter(({ ref }) => !apart.has(ref))), ...pairs(claims)],
    known,
  );
  return parentsFirst(
    components.map((component) => {
      if (!apart.has(component.ref)) return component;
      if (parents.get(component.ref) === component.parent) return { ...component, besideParent: true };
      const { parent: _, ...top } = component;
      const properties = carryComponent(component, 'theriac:bom:parent');
      return { ...top, properties: [...component.properties, ...properties] };
    }),
  );
}

function textOf(item: JsonMap, key: string): string | undefined {
  const value = own(item, key);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Each entry of `dependencies` as one relationship a kind; what it does not list, it says to have none of. */
function readRelationships(top: JsonMap, fields: Fields, context: ReadContext): BomRelationship[] {
  const { unknowns } = context;
  const relationships: BomRelationship[] = [];
  for (const entry of listOf(top, 'dependencies', fields, context)) {
    const inner = isMap(entry) ? new Fields(entry) : undefined;
    const from = inner?.text('ref');
    if (inner === undefined || from === undefined) {
      unknowns.addLoss('unparseable', 'an entry of `dependencies` names nothing');
      continue;
    }
    const targets = (key: string): readonly string[] | undefined => {
      const value = inner.peek(key);
      if (!isList(value)) return undefined;
      const texts = value.every(isText) ? value : value.filter(isText);
      if (texts.length < value.length)
        unknowns.addLoss('unparseable', `a dependency of ${plain(from, 120)} is not text`);
      else if (texts.length > 0) inner.take(key);
      return texts;
    };
    const dependsOn = targets('dependsOn') ?? [];
    const provides = targets('provides') ?? [];
    const rest = inner.rest(FAMILY);
    if (dependsOn.length > 0 || provides.length === 0 || rest.rest !== undefined)
      relationships.push({ from, type: 'dependsOn', to: dependsOn, ...rest });
    if (provides.length > 0) relationships.push({ from, type: 'provides', to: provides });
  }
  return relationships;
}

const isText = (value: JsonValue): value is string => typeof value === 'string';

function readComposition(item: JsonValue): BomComposition | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const aggregate = fields.word('aggregate', BOM_AGGREGATES);
  if (aggregate === undefined) return undefined;
  return {
    aggregate,
    assemblies: fields.texts('assemblies'),
    dependencies: fields.texts('dependencies'),
    vulnerabilities: fields.texts('vulnerabilities'),
    ...fields.rest(FAMILY),
  };
}

function readVulnerabilities(fields: Fields, keys: UniqueKeys): readonly BomVulnerability[] {
  return fields.list('vulnerabilities', (item) => {
    if (!isMap(item)) return undefined;
    const given = textOf(item, 'bom-ref');
    const ref = keys.take(given ?? textOf(item, 'id') ?? 'vulnerability');
    return readVulnerability(item, ref, given === undefined);
  });
}

/** The annotator is a party; components and services that annotate stay in the rest as they are. */
function readAnnotation(item: JsonValue): BomAnnotation | undefined {
  if (!isMap(item)) return undefined;
  const fields = new Fields(item);
  const text = fields.text('text');
  if (text === undefined) return undefined;
  return {
    subjects: fields.texts('subjects'),
    ...optional('annotator', readAnnotator(fields)),
    ...optional('timestamp', fields.text('timestamp')),
    text,
    ...fields.rest(FAMILY),
  };
}

function readAnnotator(fields: Fields): BomParty | undefined {
  const value = fields.peek('annotator');
  if (!isMap(value) || Object.keys(value).length !== 1) return undefined;
  const party = readOrganization(own(value, 'organization')) ?? readPerson(own(value, 'individual'));
  if (party !== undefined) fields.take('annotator');
  return party;
}

/**
 * Relationships that were carried as properties say more than the edges of the graph that are for them: those edges
 * are taken away again.
 */
function withCarried(bom: Bom): Bom {
  const restored = restoreCarriedDocument(bom);
  const more = restored.relationships.slice(bom.relationships.length);
  if (more.length === 0) return restored;
  const known = new Set(
    bomDependencyEdges({ relationships: more }).map((e) => JSON.stringify([e.from, e.to])),
  );
  const relationships = bom.relationships.flatMap((relationship): BomRelationship[] => {
    const { from, type, to } = relationship;
    if (type !== 'dependsOn' || to.length === 0) return [relationship];
    const left = to.filter((end) => !known.has(JSON.stringify([from, end])));
    if (left.length === to.length) return [relationship];
    return left.length === 0 ? [] : [{ ...relationship, to: left }];
  });
  return { ...restored, relationships: [...relationships, ...more] };
}
