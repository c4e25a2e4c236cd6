/** Tools that made a document. */
import type { BomTool, JsonValue } from '@theriac/core';
import { type JsonMap, type MutableJson, restOf } from '../../document/json-fields.ts';
import { pointer } from '../../model/losses.ts';
import { FAMILY } from '../read/parts.ts';
import { WITH, type WriteContext } from './context.ts';
import { entriesOf } from './parts.ts';

/** As components and services since 1.5, unless the document lists plain tools, which stay what they are. */
export function tools(context: WriteContext): JsonValue | undefined {
  const { tools } = context.bom;
  if (tools.length === 0) return undefined;
  const plain = tools.every((tool) => tool.form === 'tool');
  if (context.parts.rank < WITH.tools || plain) {
    if (!plain) context.carry('theriac:bom:tool', context.bom, '/tools');
    return tools.map((tool, index) => plainTool(context, tool, pointer('', 'tools', index)));
  }
  const set: MutableJson = {};
  for (const form of ['component', 'service'] as const) {
    const listed = tools.flatMap((tool, index): JsonMap[] => {
      const own = tool.form === form || (tool.form === 'tool' && form === 'component');
      return own ? [toolOf(context, tool, form, pointer('', 'tools', index))] : [];
    });
    if (listed.length > 0) set[`${form}s`] = listed;
  }
  if (tools.some((tool) => tool.form === 'tool')) context.carry('theriac:bom:tool', context.bom, '/tools');
  return set;
}

function plainTool(context: WriteContext, tool: BomTool, path: string): JsonMap {
  const { vendor, name, version, hashes, externalReferences } = tool;
  const fields = entriesOf({
    vendor,
    name,
    version,
    ...context.parts.hashes(hashes, path),
    ...context.parts.references(externalReferences, path),
  });
  if (tool.form === 'tool') return context.parts.object(fields, tool, path);
  for (const key of Object.keys(restOf(tool, FAMILY)))
    if (key !== 'type')
      context.parts.losses.add(pointer(path, 'rest', 'fields', key), 'a plain tool has no such field');
  return fields;
}

function toolOf(context: WriteContext, tool: BomTool, form: 'component' | 'service', path: string): JsonMap {
  const { vendor, name, version, hashes, externalReferences, ref } = tool;
  return context.parts.object(
    entriesOf({
      ...(form === 'component' ? { type: 'application' } : {}),
      'bom-ref': ref,
      group: vendor,
      name: name ?? 'unnamed',
      version,
      ...(form === 'component' ? context.parts.hashes(hashes, path) : {}),
      ...context.parts.references(externalReferences, path),
    }),
    tool,
    path,
  );
}
