/** A query as a user would write it. */
import type { Query } from '@theriac/core/configuration';

export async function yamlText(query: Query): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(query, { lineWidth: 76 });
}
