/** The `SpdxDocument` and the SBOM in it, around all other elements. */
import type { BomProperty, JsonValue } from '@theriac/core';
import { shortHash } from '../../../text/content-id.ts';
import { type JsonMap, type MutableJson, own } from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried/index.ts';
import { inherits } from '../model.ts';
import { extensionOf, propertiesOf } from '../properties.ts';
import { externalDocumentsOf, lifecyclesOf, subjectsOf } from '../read/document.ts';
import { Graph, idOf, textsOf, typeOf } from '../read/graph.ts';
import { SBOM_TYPES } from '../words.ts';
import { isSame } from './same.ts';
import type { Spdx3Context } from './source.ts';

/**
 * @param elements everything else in the document
 * @param carried properties of the document that carry what other parts could not say
 * @returns none where the document that was read had none
 */
export function collectionsOf(
  context: Spdx3Context,
  elements: readonly JsonMap[],
  carried: readonly BomProperty[],
): JsonMap[] {
  const { bom, kept, document, wasSpdx3 } = context;
  const sboms = kept.filter((element) => typeOf(element) === 'software_Sbom');
  const listed = new Set(bom.components.map(({ ref }) => ref));
  const graph = new Graph([...kept, ...elements]);
  const phases = lifecyclesOf(kept.filter((element) => inherits(typeOf(element), 'Bom')));
  const isKept =
    isSame(subjectsOf(document, sboms, graph, listed), bom.subjects) && isSame(phases, bom.lifecycles);
  if (wasSpdx3 && document === undefined && isKept) return sboms;
  const ids = new Set(
    elements.flatMap((element) => idOf(element) ?? []).filter((id) => !id.startsWith('_:')),
  );
  if (document !== undefined && isKept) {
    const all = new Set([...ids, ...sboms.flatMap((sbom) => idOf(sbom) ?? [])]);
    return [
      documentElement(document, all, carried, context),
      ...sboms.map((sbom) => ({ ...sbom, ...membersOf(sbom, ids, false, context) })),
    ];
  }
  const { sbom, properties } = newSbom(ids, context);
  const sbomId = idOf(sbom) ?? '';
  const fresh = { ...document, rootElement: [sbomId] };
  return [documentElement(fresh, new Set([...ids, sbomId]), [...carried, ...properties], context), sbom];
}

/** `element` of a kept collection, without elements that are gone and with those that are new. */
function membersOf(
  collection: JsonMap,
  ids: ReadonlySet<string>,
  isWhole: boolean,
  context: Spdx3Context,
): JsonMap {
  const before = textsOf(collection, 'element');
  // Ids that look like those of the document are elements that are gone; others are elsewhere.
  const left = before.filter((id) => ids.has(id) || !id.startsWith(`${context.ids.document}#`));
  const known = new Set(left);
  const wasThere = (id: string): boolean => context.wasSpdx3 || context.graph.get(id) !== undefined;
  const more = isWhole
    ? [...ids].filter((id) => !known.has(id) && !wasThere(id) && id !== idOf(collection))
    : [];
  return left.length === before.length && more.length === 0 ? {} : { element: [...left, ...more] };
}

function newSbom(
  elements: ReadonlySet<string>,
  { bom, ids, creation }: Spdx3Context,
): { readonly sbom: JsonMap; readonly properties: readonly BomProperty[] } {
  const types = bom.lifecycles.flatMap((lifecycle) =>
    'phase' in lifecycle ? (SBOM_TYPES.find(([, phase]) => phase === lifecycle.phase)?.[0] ?? []) : [],
  );
  const survive = isSame(lifecyclesOf([{ software_sbomType: types }]), bom.lifecycles);
  const subjects = bom.subjects.flatMap((ref) => ids.end(ref) ?? []);
  const sbom: JsonMap = {
    type: 'software_Sbom',
    spdxId: ids.derived('SBOM', JSON.stringify([...elements].map(shortHash).slice(0, 1000))),
    creationInfo: creation,
    rootElement: subjects.length > 0 ? subjects : [...elements].slice(0, 1),
    element: [...elements],
    ...(types.length === 0 ? {} : { software_sbomType: [...new Set(types)] }),
  };
  return { sbom, properties: survive ? [] : carryDocument(bom, 'theriac:bom:lifecycle') };
}

function documentElement(
  kept: JsonMap,
  elements: ReadonlySet<string>,
  carried: readonly BomProperty[],
  context: Spdx3Context,
): JsonMap {
  const { bom, ids, creation } = context;
  const imports = importsOf(kept, context);
  const licence = dataLicenceOf(own(kept, 'dataLicense'), context);
  const isKept = own(kept, 'spdxId') !== undefined;
  const object: MutableJson = {
    type: 'SpdxDocument',
    spdxId: ids.document,
    creationInfo: creation,
    ...(own(kept, 'type') === undefined ? { profileConformance: profilesOf(context) } : {}),
    ...kept,
    ...(own(kept, 'creationInfo') === undefined ? {} : { creationInfo: creation }),
    ...imports.fields,
    ...(bom.name === undefined ? {} : { name: bom.name }),
    ...(bom.comment === undefined ? {} : { comment: bom.comment }),
  };
  Object.assign(object, isKept ? membersOf(object, elements, true, context) : { element: [...elements] });
  if (licence.value !== undefined) object.dataLicense = licence.value;
  const properties = [...bom.properties, ...carried, ...imports.properties, ...licence.properties];
  if (!isSame(propertiesOf(object), properties)) {
    delete object.extension;
    Object.assign(object, extensionOf(properties));
  }
  return object;
}

function profilesOf({ bom }: Spdx3Context): string[] {
  const security = bom.vulnerabilities.length > 0 ? ['security'] : [];
  const licences = bom.components.some(({ licences: said }) => said.length > 0) ? ['simpleLicensing'] : [];
  return ['core', 'software', ...security, ...licences];
}

function dataLicenceOf(
  kept: JsonValue | undefined,
  { bom, graph }: Spdx3Context,
): { readonly value: JsonValue | undefined; readonly properties: readonly BomProperty[] } {
  const [first, ...more] = bom.dataLicences;
  if (isSame(graph.dataLicence(kept), bom.dataLicences)) return { value: kept, properties: [] };
  if (first === undefined) return { value: undefined, properties: [] };
  const survives = more.length === 0 && first.acknowledgement === undefined && first.kind !== 'name';
  return {
    // Listed licences have an IRI of their own, so nothing has to be written for them.
    value: first.kind === 'id' ? `https://spdx.org/licenses/${first.value}` : undefined,
    properties: survives ? [] : carryDocument(bom, 'theriac:bom:dataLicence'),
  };
}

function importsOf(
  kept: JsonMap,
  { bom }: Spdx3Context,
): { readonly fields: JsonMap; readonly properties: readonly BomProperty[] } {
  if (isSame(externalDocumentsOf(kept), bom.externalDocuments)) return { fields: {}, properties: [] };
  const survives = ({ hashes, uri }: (typeof bom.externalDocuments)[number]): boolean =>
    hashes.length === 0 && uri !== '';
  const imports = bom.externalDocuments
    .filter(survives)
    .map(({ id, uri }): JsonMap => ({ type: 'ExternalMap', externalSpdxId: id, locationHint: uri }));
  const lost = bom.externalDocuments.filter((document) => !survives(document));
  return {
    fields: imports.length === 0 ? {} : { import: imports },
    properties: carryDocument({ ...bom, externalDocuments: lost }, 'theriac:bom:externalDocument'),
  };
}
