/** Rows of rules about Terraform, with examples that are blocks. */
import type { ConfigurationRule } from '@theriac/core/configuration';

interface Row extends Omit<ConfigurationRule, 'examples' | 'after' | 'on'> {
  /** Type of resource without `terraform.`. */
  readonly on: string;
  /** Body of a resource of the type, or whole blocks. */
  readonly fail: Example;
  /** What passes; also what it looks like afterwards. */
  readonly good: Example;
  readonly file?: string;
}

/** The body of the resource, and blocks beside it. */
type Example = string | readonly [body: string, beside: string];

export function rule({ fail, good, on, file = 'main.tf', ...row }: Row): ConfigurationRule {
  const passes = example(on, good);
  return {
    ...row,
    on: `terraform.${on}`,
    after: passes.trimEnd(),
    examples: { file, fail: example(on, fail), pass: passes },
  };
}

/** The same rule for several types of resources. */
export function rules(types: readonly string[], row: Omit<Row, 'on'>): ConfigurationRule[] {
  return types.map((on, i) => rule({ ...row, on, id: i === 0 ? row.id : `${row.id}-${suffix(on)}` }));
}

/** The type without the name of its provider. */
export function suffix(type: string): string {
  return type
    .replace(/^(?:aws|azurerm|google)_/, '')
    .replaceAll('_', '-')
    .toUpperCase();
}

function example(on: string, given: Example): string {
  const [body, beside] = typeof given === 'string' ? [given, ''] : given;
  const isWhole = /^(?:--- |(?:resource|data|module|provider|terraform|variable) ["{])/.test(body);
  const text = isWhole ? body : `resource "${on}" "main" {\n${body}\n}`;
  return indented(`${text}\n${beside === '' ? '' : `\n${beside}\n`}`);
}

/** Two spaces for each bracket that is open. */
function indented(text: string): string {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      const closes = /^\s*[\]})]/.test(line);
      const shown =
        line.trim() === '' ? '' : `${'  '.repeat(Math.max(0, depth - (closes ? 1 : 0)))}${line.trim()}`;
      depth += line.replace(/[^[{(]/g, '').length - line.replace(/[^\]})]/g, '').length;
      return shown;
    })
    .join('\n');
}
