/** The creation information of the document: as it was, or new. */
import type { BomParty, BomTool, JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, own } from '../../document/json-fields.ts';
import { momentOf, NO_DATE } from '../../model/dates.ts';
import { encodePart } from '../../model/model-json.ts';
import type { Namer } from '../ids.ts';
import { agentOf, survives } from './agents.ts';
import { Part } from './part.ts';
import { isSame } from './same.ts';
import type { Spdx3Source } from './source.ts';

const NEW = '_:creationinfo';
const DEFAULT_AUTHOR: BomParty = { kind: 'tool', name: 'theriac', urls: [], contacts: [] };

interface Creation {
  /** `creationInfo` of new elements. */
  readonly reference: JsonValue;
  /** The new element, if there is one. */
  readonly element: JsonMap | undefined;
  /** Agents and tools that it names. */
  readonly part: Part;
  /** Whether tools lost something in it, which is then carried. */
  readonly carriesTools: boolean;
}

export function creationOf(source: Spdx3Source, now = NO_DATE): Creation {
  const { bom, graph, document, wasSpdx3 } = source;
  const part = new Part();
  const kept = document === undefined ? undefined : own(document, 'creationInfo');
  const resolved = graph.resolve(kept);
  // Documents without a SpdxDocument have the creation information in each element.
  if ((document === undefined && wasSpdx3) || saysTheSame(resolved, source))
    return { reference: kept ?? NEW, element: undefined, part, carriesTools: false };
  const authors = bom.authors.map((author) => agentOf(author, source, NEW, part));
  const namer = source.ids.namer();
  const tools = bom.tools.map((tool) => toolOf(tool, source, namer, part));
  if (bom.authors.some((author) => !survives(author))) part.carry('theriac:bom:author', bom);
  const moment = bom.created === undefined ? undefined : momentOf(bom.created);
  if (bom.created !== moment) part.carry('theriac:bom:created', bom);
  if (!isMap(kept) && resolved !== undefined) part.outdated.add(resolved);
  const element: JsonMap = {
    type: 'CreationInfo',
    '@id': NEW,
    specVersion: '3.0.1',
    created: moment ?? now,
    // The schema requires an author.
    createdBy: authors.length === 0 ? [agentOf(DEFAULT_AUTHOR, source, NEW, part)] : authors,
    ...(tools.length === 0 ? {} : { createdUsing: tools }),
  };
  const carriesTools = bom.tools.some((tool) => !isKept(tool, source) && !isBare(tool));
  return { reference: NEW, element, part, carriesTools };
}

function saysTheSame(resolved: JsonMap | undefined, { bom, graph }: Spdx3Source): boolean {
  if (resolved === undefined || own(resolved, 'created') !== bom.created) return false;
  const authors = listOf(resolved, 'createdBy').flatMap((agent) => graph.party(agent) ?? []);
  const tools = listOf(resolved, 'createdUsing').flatMap((tool) => graph.tool(tool) ?? []);
  return isSame(authors, bom.authors) && isSame(tools, bom.tools);
}

function listOf(element: JsonMap, key: string): readonly JsonValue[] {
  const value = own(element, key);
  return isList(value) ? value : value === undefined ? [] : [value];
}

function toolOf(tool: BomTool, source: Spdx3Source, namer: Namer, part: Part): string {
  if (tool.ref !== undefined && isKept(tool, source)) return tool.ref;
  const id = namer(tool.name ?? 'tool', `tool ${encodePart(tool)}`);
  part.add({
    type: 'Tool',
    spdxId: id,
    creationInfo: NEW,
    name: [tool.name ?? 'unnamed', ...(tool.version === undefined ? [] : [tool.version])].join(' '),
  });
  return id;
}

function isKept(tool: BomTool, { graph }: Spdx3Source): boolean {
  const there = tool.ref === undefined ? undefined : graph.tool(tool.ref);
  return there !== undefined && isSame(there, tool);
}

/** Whether a tool of SPDX 3, which has only a name, says all that is said of it. */
function isBare({ form, vendor, version, hashes, externalReferences, ref }: BomTool): boolean {
  return (
    form === 'tool' &&
    vendor === undefined &&
    version === undefined &&
    hashes.length === 0 &&
    externalReferences.length === 0 &&
    ref === undefined
  );
}
