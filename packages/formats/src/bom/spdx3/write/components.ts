/** Packages, files and snippets with their licences. */
import type { BomComponent, BomLicence } from '@theriac/core';
import { pointer } from '../../model/losses.ts';
import type { Namer } from '../ids.ts';
import { extensionOf } from '../properties.ts';
import { agentOf } from './agents.ts';
import { writeArtifact } from './artifact.ts';
import { licenceOf } from './licence.ts';
import { Part } from './part.ts';
import { relationshipElement, withCreation } from './relationship.ts';
import { isSame } from './same.ts';
import type { Spdx3Context } from './source.ts';

export function componentsPart(context: Spdx3Context): Part {
  const { bom, ids, graph, creation } = context;
  const part = new Part();
  /** By ref: of components whose kept licence relationships are outdated. */
  const rewritten = new Map<string, readonly BomLicence[]>();
  for (const component of bom.components) {
    const keepsLicences = areLicencesKept(component, context);
    const { object, properties } = writeArtifact(component, {
      id: ids.of(component.ref),
      path: pointer('/components', component.ref),
      agent: (party) => agentOf(party, context, creation, part),
      foreign: part.foreign,
      keepsLicences,
    });
    part.add({ ...withCreation(object, creation), ...extensionOf(properties) });
    if (!keepsLicences) rewritten.set(component.ref, component.licences);
  }
  const namer = ids.namer();
  for (const [ref, licences] of rewritten) {
    for (const relationship of graph.licenceRelationships(ids.of(ref))) part.outdated.add(relationship);
    addLicences(ref, licences, namer, context, part);
  }
  return part;
}

/** Whether the kept licence relationships say what the component says. */
function areLicencesKept({ ref, licences }: BomComponent, { ids, graph }: Spdx3Context): boolean {
  const id = ids.of(ref);
  const there = graph.licenceRelationships(id).length > 0;
  return licences.length === 0 ? !there : there && isSame(graph.licences(id), licences);
}

function addLicences(
  ref: string,
  licences: readonly BomLicence[],
  namer: Namer,
  context: Spdx3Context,
  part: Part,
): void {
  for (const [word, type] of [
    ['declared', 'hasDeclaredLicense'],
    ['concluded', 'hasConcludedLicense'],
  ] as const) {
    const said = licences.filter((licence) => (licence.acknowledgement ?? 'declared') === word);
    if (said.length === 0) continue;
    const to = [...new Set(said.map((licence) => licenceOf(licence, context, part)))];
    part.add(relationshipElement({ from: context.ids.of(ref), to }, type, {}, namer, context));
  }
}
