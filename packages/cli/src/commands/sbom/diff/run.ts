/** `theriac sbom diff`: what changed between two documents, whatever their formats. */

import { count } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import { type BomChange, type BomDiff, diffBoms } from '@theriac/govern/sbom';
import type { CommandContext } from '../../../command/command.ts';
import { openDocument } from '../documents.ts';
import type { DiffGiven } from './declare.ts';

const KINDS: readonly BomChange['kind'][] = ['added', 'removed', 'upgraded', 'downgraded', 'changed'];

/** @returns 0; 1 with `--exit-code` when something changed */
export async function run(given: DiffGiven, context: CommandContext): Promise<number> {
  const before = await openDocument(given.before, context);
  const after = await openDocument(given.after, context);
  const diff = diffBoms(before.bom, after.bom);
  if (given.json) context.stdout.write(`${JSON.stringify(diff, null, 2)}\n`, 'json');
  else context.stdout.write(`${diffLines(diff, context.width).join('\n')}\n`);
  const changed = diff.changes.length + diff.addedEdges.length + diff.removedEdges.length > 0;
  return given.exitCode && changed ? 1 : 0;
}

function diffLines(diff: BomDiff, width: number): string[] {
  const lines = [
    ...wrap(
      `${count(diff.changes.length, 'change')}, ${diff.unchanged} unchanged, ${diff.addedEdges.length} new and ${diff.removedEdges.length} removed dependencies`,
      width,
    ),
  ];
  for (const kind of KINDS) {
    const changes = diff.changes.filter((c) => c.kind === kind);
    if (changes.length === 0) continue;
    lines.push('', `${kind}:`);
    for (const one of changes) for (const line of changeLines(one, width)) lines.push(line);
  }
  return lines;
}

function changeLines({ name, before, after, kind, facts }: BomChange, width: number): string[] {
  const versions =
    kind === 'added'
      ? after
      : kind === 'removed'
        ? before
        : before === after
          ? after
          : `${before} → ${after}`;
  return [
    `  ${printable(`${name} ${versions ?? ''}`)}`,
    ...facts.flatMap((fact) => wrap(fact, width, '    ')),
  ];
}
