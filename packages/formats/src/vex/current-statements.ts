/**
 * What holds of statements that contradict each other: per vulnerability and product the latest one, and of several at the
 * same time the gravest. Documents that say one status a product are made of these.
 */
import type { VexProduct, VexStatement, VexStatus } from '@theriac/core';

/** The gravest first. */
const GRAVITY: readonly VexStatus[] = ['affected', 'under_investigation', 'not_affected', 'fixed'];

/** Statements about one vulnerability: all that share an id with another of the group. */
export function byVulnerability(statements: readonly VexStatement[]): VexStatement[][] {
  const groupOf = new Map<string, number>();
  const groups: VexStatement[][] = [];
  for (const statement of statements) {
    const known = [...new Set(statement.vulnerability.flatMap((id) => groupOf.get(id) ?? []))].sort(
      (a, b) => a - b,
    );
    const [first = groups.length, ...others] = known;
    const group = groups[first] ?? [];
    groups[first] = group;
    // What was two groups is one.
    for (const other of others) {
      for (const one of groups[other] ?? []) {
        group.push(one);
        for (const id of one.vulnerability) groupOf.set(id, first);
      }
      groups[other] = [];
    }
    group.push(statement);
    for (const id of statement.vulnerability) groupOf.set(id, first);
  }
  return groups.filter((group) => group.length > 0);
}

interface CurrentStatement {
  readonly statement: VexStatement;
  readonly products: readonly VexProduct[];
}

interface Current {
  readonly statements: readonly CurrentStatement[];
  /** How many statements about products gave way to others. */
  readonly superseded: number;
}

/** @param keyOf names a product, with its parts; equal for equal ones */
export function currentOf(
  statements: readonly VexStatement[],
  keyOf: (product: VexProduct) => string,
): Current {
  const winners = new Map<string, VexStatement>();
  let superseded = 0;
  for (const statement of statements)
    for (const key of new Set(statement.products.map(keyOf))) {
      const other = winners.get(key);
      if (other !== undefined) superseded += 1;
      if (other === undefined || isAfter(statement, other)) winners.set(key, statement);
    }
  const given = new Set<string>();
  const current = statements.flatMap((statement): CurrentStatement[] => {
    const products = statement.products.filter((product) => {
      const key = keyOf(product);
      if (winners.get(key) !== statement || given.has(key)) return false;
      given.add(key);
      return true;
    });
    return products.length === 0 ? [] : [{ statement, products }];
  });
  return { statements: current, superseded };
}

function isAfter(a: VexStatement, b: VexStatement): boolean {
  const [at, bt] = [Date.parse(a.timestamp), Date.parse(b.timestamp)];
  if (at !== bt && !Number.isNaN(at) && !Number.isNaN(bt)) return at > bt;
  return GRAVITY.indexOf(a.status) < GRAVITY.indexOf(b.status);
}
