/** Who may do what with entries of forms in WordPress. */
import { matchesGlob } from '@theriac/core/configuration';
import type { Matrix, MatrixRow, Reach } from '../drupal/matrix.ts';
import type { WpRole } from './exports.ts';

/** Capabilities of Gravity Forms, WPForms and Flamingo, by what they allow. */
const ALLOWS = {
  view: ['gravityforms_view_entries', 'wpforms_view_entries*', 'flamingo_*', 'gform_full_access'],
  edit: ['gravityforms_edit_entries', 'wpforms_edit_entries*', 'flamingo_edit*', 'gform_full_access'],
  export: ['gravityforms_export_entries', 'wpforms_export_entries*', 'export', 'gform_full_access'],
  delete: ['gravityforms_delete_entries', 'wpforms_delete_entries*', 'flamingo_delete*', 'gform_full_access'],
} as const;

/** @returns undefined where the export has no roles */
export function entriesMatrix(roles: readonly WpRole[]): Matrix | undefined {
  if (roles.length === 0) return undefined;
  return {
    store: 'entries of forms',
    rows: roles.map(({ id, capabilities }): MatrixRow => {
      const reach = (patterns: readonly string[]): Reach => {
        const found = capabilities.filter((one) => patterns.some((pattern) => matchesGlob(one, pattern)));
        if (found.length === 0) return 'none';
        return found.every((one) => one.endsWith('_own')) ? 'own' : 'any';
      };
      return {
        role: id,
        reach: {
          view: reach(ALLOWS.view),
          edit: reach(ALLOWS.edit),
          export: reach(ALLOWS.export),
          delete: reach(ALLOWS.delete),
          decrypt: 'none',
        },
      };
    }),
  };
}
