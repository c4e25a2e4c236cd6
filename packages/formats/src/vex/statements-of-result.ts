/**
 * What a run knows of each vulnerability, as VEX statements. A match by version that has not been looked at is
 * `under_investigation`, never `affected`: to say more is for people.
 */
import {
  type Component,
  type Finding,
  type ScanResult,
  VEX_JUSTIFICATIONS,
  type VexJustification,
  type VexStatement,
  type VexTarget,
} from '@theriac/core';
import { type ResultView, viewOf } from '../result-view.ts';

/** @param timestamp RFC 3339; of statements that are made now */
export function statementsOfResult(result: ScanResult, timestamp: string, author: string): VexStatement[] {
  const view = viewOf(result);
  return result.findings
    .filter((f) => f.kind === 'vulnerability')
    .map((finding, i): VexStatement => {
      const rule = view.rules.get(finding.rule);
      const parts = finding.subject.components.flatMap((id) => view.components.get(id) ?? []);
      return {
        vulnerability: [...new Set([...cveFirst(finding.rule, rule?.aliases ?? [])])],
        products: [{ ...productOf(finding, result), subcomponents: distinct(parts) }],
        ...judgement(finding, actionOf(finding.fingerprint, view)),
        timestamp,
        author,
        source: `result#${i + 1}`,
      };
    });
}

/** Copies of one package may each need a change. */
function actionOf(fingerprint: string, { fixesOf }: ResultView): string | undefined {
  const fixes = fixesOf.get(fingerprint) ?? [];
  return fixes.length === 0 ? undefined : fixes.map(({ action }) => action).join('; ');
}

/** People and tools know a vulnerability by its CVE. */
function cveFirst(id: string, aliases: readonly string[]): string[] {
  const own = /^THERIAC-|\//.test(id) ? [] : [id];
  const all = [...own, ...aliases];
  return [...all.filter((a) => a.startsWith('CVE-')), ...all.filter((a) => !a.startsWith('CVE-'))];
}

function judgement(
  { status }: Finding,
  action: string | undefined,
): Pick<VexStatement, 'status' | 'justification' | 'impactStatement' | 'actionStatement'> {
  if (status.state === 'vex') {
    const justification = VEX_JUSTIFICATIONS.find((j): j is VexJustification => j === status.justification);
    return {
      status: status.status,
      ...(justification === undefined
        ? { impactStatement: `as stated in ${status.source}` }
        : { justification }),
    };
  }
  if (status.state === 'excepted')
    return {
      status: 'affected',
      actionStatement: `Accepted until ${status.expires} (${status.exception})${action === undefined ? '' : `; then: ${action}`}`,
    };
  return { status: 'under_investigation' };
}

/** The project whose lockfile holds it, by purl where it has a name; else the system. */
function productOf(finding: Finding, result: ScanResult): VexTarget {
  const root = result.inventory.roots.find((r) => r.id === finding.subject.root);
  if (root?.name === undefined) return { id: finding.subject.system, name: finding.subject.system };
  const version = root.version === undefined ? '' : `@${root.version}`;
  const name = root.name.startsWith('@') ? `%40${root.name.slice(1)}` : root.name;
  const type = root.ecosystem === 'generic' ? 'generic' : root.ecosystem;
  return {
    id: `pkg:${type}/${name}${version}`,
    name: root.name,
    ...(root.version === undefined ? {} : { version: root.version }),
  };
}

function distinct(components: readonly Component[]): VexTarget[] {
  return [...new Set(components.map((c) => c.purl))].sort().map((id) => ({ id }));
}
