/** How SPDX 2 writes people, organisations and tools: `Organization: Name (mail)`. */
import type { BomParty, BomTool } from '@theriac/core';
import { optional } from '../document/json-fields.ts';

export const FAMILY = 'spdx-2';

const PREFIXES: readonly (readonly [prefix: string, kind: BomParty['kind']])[] = [
  ['Person:', 'person'],
  ['Organization:', 'organization'],
  ['Tool:', 'tool'],
];

/** Undefined when no party is named: `NOASSERTION`, or text without one of the three words. */
export function readParty(text: string): BomParty | undefined {
  const found = PREFIXES.find(([prefix]) => text.startsWith(prefix));
  if (found === undefined) return undefined;
  const [prefix, kind] = found;
  const said = text.slice(prefix.length).trim();
  const open = said.endsWith(')') ? said.lastIndexOf('(') : -1;
  const name = (open < 0 ? said : said.slice(0, open)).trim();
  const email = open < 0 ? '' : said.slice(open + 1, -1).trim();
  const party: BomParty = {
    kind,
    ...optional('name', name === '' ? undefined : name),
    ...optional('email', email === '' ? undefined : email),
    urls: [],
    contacts: [],
  };
  return writeParty(party) === text ? party : { ...party, rest: { format: FAMILY, fields: { text } } };
}

/** Whether there is nothing that the format could write: a word of kind alone breaks it (§6.8, §7.5). */
export function isNameless({ name }: BomParty): boolean {
  return oneLine(name ?? '') === '';
}

/** As the document wrote it, when that still says the same. */
export function writeParty(party: BomParty): string {
  const written = party.rest?.format === FAMILY ? party.rest.fields.text : undefined;
  if (typeof written === 'string') {
    const again = readParty(written);
    if (again?.name === party.name && again?.email === party.email && again?.kind === party.kind)
      return written;
  }
  const word = { person: 'Person', organization: 'Organization', tool: 'Tool', unknown: 'Organization' }[
    party.kind
  ];
  const email = party.email === undefined ? '' : ` (${oneLine(party.email)})`;
  return `${word}: ${oneLine(party.name ?? '')}${email}`;
}

/** `Tool: name-version`. */
export function readTool(text: string): BomTool {
  const said = text.slice('Tool:'.length).trim();
  const dash = said.lastIndexOf('-');
  const versioned = dash > 0 && /^v?\d/.test(said.slice(dash + 1));
  const tool: BomTool = {
    form: 'tool',
    name: versioned ? said.slice(0, dash) : said,
    ...optional('version', versioned ? said.slice(dash + 1) : undefined),
    hashes: [],
    externalReferences: [],
  };
  return writeTool(tool) === text ? tool : { ...tool, rest: { format: FAMILY, fields: { text } } };
}

export function writeTool(tool: BomTool): string {
  const written = tool.rest?.format === FAMILY ? tool.rest.fields.text : undefined;
  if (typeof written === 'string') {
    const again = readTool(written);
    if (again.name === tool.name && again.version === tool.version) return written;
  }
  return `Tool: ${oneLine([tool.name ?? 'unnamed', ...(tool.version === undefined ? [] : [tool.version])].join('-'))}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
