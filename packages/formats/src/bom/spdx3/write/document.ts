/**
 * A {@link Bom} as an SPDX 3.0.1 document, and what it then no longer says. Elements that were kept as they are go
 * out as they came, as long as the model still says what follows from them; otherwise they are rewritten. Each part of
 * the document is written by a function of the source alone, so that their order here is only that of the elements.
 */
import type { Bom, BomWritten } from '@theriac/core';
import { isList, isMap, type JsonMap } from '../../document/json-fields.ts';
import { carryDocument } from '../../model/carried/index.ts';
import { Losses } from '../../model/losses.ts';
import { typeOf } from '../read/graph.ts';
import { SPDX3_CONTEXT } from '../words.ts';
import { annotationsPart } from './annotations.ts';
import { collectionsOf } from './collections.ts';
import { componentsPart } from './components.ts';
import { creationOf } from './creation.ts';
import { licenceTextsPart } from './licence-texts.ts';
import { elementsOf, type Part } from './part.ts';
import { relationshipsPart } from './relationships.ts';
import { mended } from './repair.ts';
import { type Spdx3Context, sourceOf } from './source.ts';
import { unplacedPart } from './unplaced.ts';
import { vulnerabilitiesPart } from './vulnerabilities.ts';

/** Always written from the model. */
const REWRITTEN: readonly string[] = ['SpdxDocument', 'software_Sbom', 'security_Vulnerability'];

/** @param now for a document that does not say when it was made */
export function writeSpdx3(bom: Bom, now?: string): BomWritten {
  const source = sourceOf(bom);
  const creation = creationOf(source, now);
  const context: Spdx3Context = { ...source, creation: creation.reference };
  const parts: readonly Part[] = [
    unplacedPart(source),
    creation.part,
    componentsPart(context),
    relationshipsPart(context),
    annotationsPart(context),
    vulnerabilitiesPart(context),
    licenceTextsPart(context),
  ];
  const kept = source.kept.filter(
    (element) => !REWRITTEN.includes(typeOf(element)) && !parts.some(({ outdated }) => outdated.has(element)),
  );
  const others = isList(source.rest['@graph']) ? source.rest['@graph'].filter(isMap) : [];
  const losses = new Losses();
  const elements = [
    ...(creation.element === undefined ? [] : [creation.element]),
    ...kept,
    ...elementsOf(parts),
    ...others,
  ];
  // Only what comes from a document of SPDX 3 is written as it was.
  const whole = source.wasSpdx3 ? mended(elements, creation.reference, losses) : elements;
  const carried = [
    ...parts.flatMap(({ properties }) => properties),
    ...(creation.carriesTools ? carryDocument(bom, 'theriac:bom:tool') : []),
  ];
  const graph = [...collectionsOf(context, whole, carried), ...whole];
  for (const part of parts) losses.addAll(part.losses);
  return {
    text: `${JSON.stringify(documentOf(graph, source.rest), null, 2)}\n`,
    losses: losses.list(),
  };
}

function documentOf(graph: readonly JsonMap[], rest: JsonMap): JsonMap {
  const context = rest['@context'] ?? SPDX3_CONTEXT;
  const [only, ...more] = graph;
  // A document of one element has no graph around it.
  if (rest.form === 'single' && only !== undefined && more.length === 0)
    return { '@context': context, ...only };
  return { '@context': context, '@graph': graph };
}
