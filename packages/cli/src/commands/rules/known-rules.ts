/** The rules about configuration: those that come with Theriac, and those of the user. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { CONFIGURATION_PREFIX, configurationRules } from '@theriac/scan/configuration';
import { configFor } from '../../inputs/config-file.ts';

/** A rule of Theriac or of the user. The id is the whole one. */
export type AnyRule = Omit<ConfigurationRule, 'after' | 'examples'> &
  Partial<Pick<ConfigurationRule, 'after' | 'examples'>> & {
    /** Where the user wrote it; absent: it comes with Theriac. */
    readonly source?: string;
  };

/** In the order in which they are asked. */
export async function knownRules(given: {
  readonly target: string;
  readonly config?: string | undefined;
  readonly rules: readonly string[];
}): Promise<readonly AnyRule[]> {
  const [own, { ownRules }] = await Promise.all([configurationRules(), configFor(given.target, given)]);
  return [...own.map((rule) => ({ ...rule, id: `${CONFIGURATION_PREFIX}${rule.id}` })), ...ownRules];
}
