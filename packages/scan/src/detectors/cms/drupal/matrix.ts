/** Who may do what with patient data: role × view, edit, export, delete, decrypt. */
import { inside } from '@theriac/core/configuration';
import type { ConfigMap } from './config-store.ts';
import type { DataExport } from './data-exports.ts';
import type { PhiEntity } from './entities.ts';
import type { DrupalForm } from './forms.ts';
import { concerns, type DrupalRole, type PatientAction, rolesIn } from './roles.ts';

export type Reach = 'any' | 'own' | 'none';

export interface MatrixRow {
  readonly role: string;
  readonly reach: Readonly<Record<PatientAction, Reach>>;
}

export interface Matrix {
  /** What is kept: `submissions of webforms`, `patient`. */
  readonly store: string;
  readonly rows: readonly MatrixRow[];
}

const SUBMISSIONS: Readonly<Record<Exclude<PatientAction, 'decrypt' | 'export'>, string>> = {
  view: 'view',
  edit: 'edit',
  delete: 'delete',
};

export function matricesOf(
  roles: readonly DrupalRole[],
  forms: readonly DrupalForm[] | undefined,
  entities: readonly PhiEntity[],
  exports: readonly DataExport[],
): Matrix[] {
  const matrices: Matrix[] = [];
  if (forms !== undefined)
    matrices.push({
      store: 'submissions of webforms',
      rows: roles.map((role) => ({ role: role.id, reach: ofSubmissions(role, exports) })),
    });
  for (const form of forms ?? []) {
    const rows = form.isPhi ? ofForm(form, roles) : [];
    if (rows.length > 0) matrices.push({ store: `submissions of the form ${form.id}`, rows });
  }
  for (const entity of entities)
    matrices.push({
      store: entity.id,
      rows: roles.map((role) => ({ role: role.id, reach: ofEntity(role, entity, exports) })),
    });
  return matrices;
}

const EVERYTHING: Readonly<Record<PatientAction, Reach>> = {
  view: 'any',
  edit: 'any',
  export: 'any',
  delete: 'any',
  decrypt: 'any',
};

function ofSubmissions(role: DrupalRole, exports: readonly DataExport[]): MatrixRow['reach'] {
  if (role.isAdmin) return EVERYTHING;
  const has = (permission: string): boolean => role.permissions.includes(permission);
  const isManager = has('administer webform') || has('administer webform submission');
  const reach = (action: keyof typeof SUBMISSIONS): Reach =>
    isManager || has(`${SUBMISSIONS[action]} any webform submission`)
      ? 'any'
      : has(`${SUBMISSIONS[action]} own webform submission`)
        ? 'own'
        : 'none';
  const view = reach('view');
  const isExported = exports.some((one) => one.table === 'webform_submission' && mayUse(role, one));
  return {
    view,
    edit: reach('edit'),
    // Whoever sees all submissions may download them.
    export:
      view === 'any' || isExported || has('entity print access type webform_submission') ? 'any' : 'none',
    delete: reach('delete'),
    decrypt: has('view encrypted values') ? 'any' : 'none',
  };
}

/** What a form grants by itself; the rest is in the permissions of the roles. */
function ofForm(form: DrupalForm, roles: readonly DrupalRole[]): MatrixRow[] {
  const granted = (action: string): ReadonlySet<string> => new Set(accessRoles(form.config, action));
  const [viewAny, viewOwn] = [granted('view_any'), granted('view_own')];
  const [editAny, editOwn] = [granted('update_any'), granted('update_own')];
  const [deleteAny, deleteOwn] = [granted('delete_any'), granted('delete_own')];
  const administer = granted('administer');
  const of = (id: string, any: ReadonlySet<string>, own: ReadonlySet<string>): Reach =>
    any.has(id) || administer.has(id) ? 'any' : own.has(id) ? 'own' : 'none';
  return roles.flatMap(({ id }): MatrixRow[] => {
    const view = of(id, viewAny, viewOwn);
    const edit = of(id, editAny, editOwn);
    const gone = of(id, deleteAny, deleteOwn);
    if (view === 'none' && edit === 'none' && gone === 'none') return [];
    return [
      {
        role: id,
        reach: { view, edit, export: view === 'any' ? 'any' : 'none', delete: gone, decrypt: 'none' },
      },
    ];
  });
}

function ofEntity(role: DrupalRole, entity: PhiEntity, exports: readonly DataExport[]): MatrixRow['reach'] {
  if (role.isAdmin) return EVERYTHING;
  const reach: Record<PatientAction, Reach> = {
    view: 'none',
    edit: 'none',
    export: 'none',
    delete: 'none',
    decrypt: 'none',
  };
  for (const permission of role.permissions) {
    const found = concerns(permission, entity);
    if (found === undefined) continue;
    for (const action of found.actions)
      if (!(found.own && reach[action] === 'any')) reach[action] = found.own ? 'own' : 'any';
  }
  if (!entity.isCode && role.permissions.includes('bypass node access'))
    Object.assign(reach, { view: 'any', edit: 'any', delete: 'any' });
  const [type = ''] = entity.id.split('.');
  const isExported = exports.some(
    (one) => (one.table === type || one.table.startsWith(`${type}_`)) && mayUse(role, one),
  );
  if (isExported || role.permissions.includes(`entity print access type ${type}`)) reach.export = 'any';
  return reach;
}

function mayUse(role: DrupalRole, { roles, permission }: DataExport): boolean {
  if (permission !== undefined) return role.permissions.includes(permission);
  return roles === 'everybody' || roles.includes(role.id);
}

/** Roles named in an access rule of a webform. */
function accessRoles(config: ConfigMap, action: string): readonly string[] {
  const roles = inside(config, 'access', action, 'roles');
  return rolesIn(roles);
}
