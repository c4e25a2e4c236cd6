/** A {@link Bom} as a CycloneDX document of any version, JSON or XML, and what it then no longer says. */
import type { Bom, BomWritten, JsonValue } from '@theriac/core';
import { type JsonMap, own, restOf } from '../../document/json-fields.ts';
import { isOwnBom } from '../../from-scan/own-bom.ts';
import { incompleteReference } from '../../model/incomplete-reference.ts';
import { Losses, pointer } from '../../model/losses.ts';
import { withPropertyReferences } from '../../model/property-references.ts';
import { FAMILY } from '../read/parts.ts';
import { type CycloneDxVersion, versionRank } from '../versions.ts';
import { writeCycloneDxXml } from '../xml/write.ts';
import { annotations } from './annotations.ts';
import { WITH, WriteContext } from './context.ts';
import { dependencies } from './dependencies.ts';
import { fitCycloneDx, type Mark } from './fit.ts';
import { metadata } from './metadata.ts';
import { entriesOf, Parts } from './parts.ts';
import { componentTree } from './tree.ts';
import { writeVulnerability } from './vulnerability.ts';

export interface CycloneDxTarget {
  readonly version: CycloneDxVersion;
  readonly encoding: 'json' | 'xml';
}

export function writeCycloneDx(given: Bom, { version, encoding }: CycloneDxTarget): BomWritten {
  const rank = versionRank(version);
  const lacksProperties = rank >= WITH.externalReferences && rank < WITH.properties;
  const bom = lacksProperties && isOwnBom(given) ? withPropertyReferences(given) : given;
  const losses = new Losses();
  const marks = new Map<object, Mark>();
  const context = new WriteContext(bom, new Parts(rank, losses, marks), encoding);
  const top = fitCycloneDx(documentOf(context, version), { rank, encoding, marks, losses });
  const text = encoding === 'xml' ? writeCycloneDxXml(top, version) : `${JSON.stringify(top, null, 2)}\n`;
  return { text, losses: losses.list() };
}

function documentOf(context: WriteContext, version: CycloneDxVersion): JsonMap {
  const bom = context.bom;
  const parts = context.parts;
  lost(context);
  const { subject, components } = componentTree(context);
  const graph = dependencies(context);
  const top = entriesOf({
    $schema: schema(context, version),
    // XML says these with its namespace.
    ...(context.encoding === 'xml' ? {} : { bomFormat: 'CycloneDX', specVersion: version }),
    serialNumber: serialNumber(context),
    version: bom.version,
    components: components.length === 0 ? undefined : components,
    ...parts.references(references(context), ''),
    dependencies: graph.length === 0 ? undefined : graph,
    compositions: compositions(context),
    vulnerabilities: vulnerabilities(context),
    annotations: annotations(context),
  });
  // Metadata last: by then it is known what has to be carried in its properties.
  const { metadata: _metadata, $schema: _schema, ...rest } = restOf(bom, FAMILY);
  const head = metadata(context, subject);
  const document: JsonMap = { ...top, ...(head === undefined ? {} : { metadata: head }), ...rest };
  parts.marks.set(document, { path: '', rest: new Set(Object.keys(rest)) });
  return document;
}

/** Before compositions, that something is missing is said here. */
function references({ bom, parts }: WriteContext): Bom['externalReferences'] {
  const { rank } = parts;
  const incomplete =
    rank >= WITH.externalReferences && rank < WITH.compositions ? incompleteReference(bom) : undefined;
  return incomplete === undefined ? bom.externalReferences : [...bom.externalReferences, incomplete];
}

/** What no CycloneDX document says. */
function lost(context: WriteContext): void {
  const bom = context.bom;
  context.parts.foreign(bom, '');
  if (bom.comment !== undefined) context.carry('theriac:bom:comment', bom, '/comment');
  if (bom.name !== undefined) context.carry('theriac:bom:name', bom, '/name');
  context.each('licenceTexts', 'theriac:bom:licenceText');
  context.each('externalDocuments', 'theriac:bom:externalDocument');
}

/** The document says which schema it follows only where it did, and then the right one. */
function schema(context: WriteContext, version: CycloneDxVersion): string | undefined {
  const { source } = context.bom;
  const kept = own(restOf(context.bom, FAMILY), '$schema');
  if (context.encoding === 'xml') return undefined;
  if (source?.version === version && typeof kept === 'string') return kept;
  if (context.parts.rank < WITH.schemaField) return undefined;
  return source !== undefined && kept === undefined
    ? undefined
    : `http://cyclonedx.org/schema/bom-${version}.schema.json`;
}

function serialNumber(context: WriteContext): string | undefined {
  const { id } = context.bom;
  if (id === undefined) return undefined;
  if (/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)) return id;
  context.carry('theriac:bom:id', context.bom, '/id');
  return undefined;
}

function compositions(context: WriteContext): JsonValue | undefined {
  const { compositions } = context.bom;
  if (compositions.length === 0) return undefined;
  if (context.parts.rank < WITH.compositions) {
    context.each('compositions', 'theriac:bom:composition');
    return undefined;
  }
  return compositions.map((composition, index) => {
    const { aggregate, assemblies, dependencies, vulnerabilities } = composition;
    const path = pointer('', 'compositions', index);
    const known = context.parts.hasWord('aggregate', aggregate);
    if (!known) context.parts.losses.add(pointer(path, 'aggregate'), '“incomplete” was written for it');
    return context.parts.object(
      entriesOf({
        aggregate: known ? aggregate : 'incomplete',
        assemblies: assemblies.length === 0 ? undefined : assemblies,
        dependencies: dependencies.length === 0 ? undefined : dependencies,
        vulnerabilities: vulnerabilities.length === 0 ? undefined : vulnerabilities,
      }),
      composition,
      path,
    );
  });
}

function vulnerabilities(context: WriteContext): JsonValue | undefined {
  const { vulnerabilities } = context.bom;
  if (vulnerabilities.length === 0) return undefined;
  if (context.parts.rank < WITH.vulnerabilities) {
    context.parts.losses.add('/vulnerabilities', 'CycloneDX has vulnerabilities since 1.4');
    return undefined;
  }
  return vulnerabilities.map((v) => writeVulnerability(v, context.parts, context.pointedTo.has(v.ref)));
}
