/** Every rule about configuration that comes with Theriac, as reports and the reference show them. */
import type { Rule } from '@theriac/core';
import type { ConfigurationRule } from '@theriac/core/configuration';
import { PATH_RULES } from '../../paths/path-rules.ts';
import { catalogued } from '../shared/judge-resources.ts';
import { CONFIGURATION_AREAS } from './areas.ts';
import { PREFIX } from './prefix.ts';

/** In the order of the areas; what several of them share, once. */
export async function configurationRules(): Promise<readonly ConfigurationRule[]> {
  const loaded = await Promise.all(CONFIGURATION_AREAS.map((area) => area.load()));
  return [...new Set(loaded.flatMap(({ rules }) => rules))];
}

export async function configurationCatalogue(): Promise<readonly Rule[]> {
  return [...(await configurationRules()).map((row) => catalogued(row, PREFIX)), ...PATH_RULES];
}
