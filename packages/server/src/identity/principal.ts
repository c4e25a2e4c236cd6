/** Who acts, and what of the organisation they may see and change. */
import { type Allowance, allowance, type Grant, type Permission, permissionsOf } from '@theriac/contract';
import type { Actor } from '../audit/append.ts';

export interface Principal extends Actor {
  readonly org: string;
  readonly grants: readonly Grant[];
  /** Of a token: no more than these. */
  readonly onlyPermissions?: readonly Permission[];
  readonly session?: { readonly id: string; readonly steppedUpAt: Date | null };
  /** Id of the access in an emergency that runs: what is read is recorded. */
  readonly breakGlass?: string | undefined;
  /** A role needs a second factor, and there is none: nothing is allowed but to enrol one. */
  readonly mustEnrol?: boolean;
}

/** The part of the organisation in which somebody has a permission. */
export interface Reach {
  readonly isWhole: boolean;
  readonly programmes: readonly string[];
  readonly systems: readonly string[];
  /** The weakest that any grant asks for. */
  readonly allowance: Allowance;
}

/** @returns undefined where no grant gives the permission */
export function reachOf(principal: Principal, permission: Permission): Reach | undefined {
  if (principal.onlyPermissions !== undefined && !principal.onlyPermissions.includes(permission))
    return undefined;
  const programmes: string[] = [];
  const systems: string[] = [];
  let isWhole = false;
  let found: Allowance | undefined;
  for (const { role, scope } of principal.grants) {
    const allowed = allowance(role, permission);
    if (allowed === undefined) continue;
    if (found === undefined || allowed === 'always') found = allowed;
    if (scope.kind === 'organisation') isWhole = true;
    else if (scope.kind === 'programme') programmes.push(scope.id);
    else systems.push(scope.id);
  }
  return found === undefined ? undefined : { isWhole, programmes, systems, allowance: found };
}

/** All that any grant gives, sorted. */
export function permissionsOfPrincipal({ grants, onlyPermissions }: Principal): readonly Permission[] {
  const all = new Set(grants.flatMap(({ role }) => permissionsOf(role)));
  return [...all].filter((one) => onlyPermissions === undefined || onlyPermissions.includes(one)).sort();
}
