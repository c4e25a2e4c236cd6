/** Rows of systems that somebody may see: a condition of the query, not a filter behind it. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { Reach } from './principal.ts';

type Systems = ExpressionBuilder<Tables, 'theriac.system'>;

export function withinReach(eb: Systems, { isWhole, programmes, systems }: Reach): Expression<SqlBool> {
  if (isWhole) return eb.lit(true);
  const conditions = [
    ...(programmes.length === 0 ? [] : [eb('theriac.system.programme_id', 'in', programmes)]),
    ...(systems.length === 0 ? [] : [eb('theriac.system.id', 'in', systems)]),
  ];
  return conditions.length === 0 ? eb.lit(false) : eb.or(conditions);
}

export function reachesProgramme({ isWhole, programmes }: Reach, programme: string): boolean {
  return isWhole || programmes.includes(programme);
}
