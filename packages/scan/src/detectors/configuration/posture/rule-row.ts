/** Rows of rules about exports: their examples are settings, as an import keeps them. */
import type { ConfigurationRule } from '@theriac/core/configuration';

type Row = Omit<ConfigurationRule, 'examples'> & {
  readonly fail: Readonly<Record<string, unknown>>;
  readonly good: Readonly<Record<string, unknown>>;
};

export function exportRules(rows: readonly Row[]): readonly ConfigurationRule[] {
  return rows.map(({ fail, good, ...row }) => {
    const file = (settings: Row['fail']): string =>
      JSON.stringify(
        { theriacPosture: 1, type: row.on, collected: '2026-01-01', rows: [{ name: 'example', settings }] },
        null,
        2,
      );
    return { ...row, examples: { file: 'posture/export.json', fail: file(fail), pass: file(good) } };
  });
}
