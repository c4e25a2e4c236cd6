/** YAML of servers and applications as configuration values; templates in quotes leave single values unknown. */
import { type TargetFile, TheriacError } from '@theriac/core';
import type { ConfigValue, Place } from '@theriac/core/configuration';
import { readYaml } from '@theriac/read/yaml';
import type { Report } from '../contract.ts';
import { fromYaml } from './from-yaml.ts';
import { isTemplate } from './template.ts';
import { written } from './written.ts';

/** A template outside of quotes; YAML would read its braces as a mapping. */
const BARE = /^[ \t]*(?:- )?(?:[\w.-]{1,100}:[ \t]+)?(?:\{\{|\{%|<%)/m;

/**
 * @param what `configuration of Envoy`
 * @param read what a scalar becomes; absent: what is written
 * @throws TheriacError for what is no YAML and no template
 */
export async function documentsOf(
  file: TargetFile,
  what: string,
  report: Report,
  read: (text: string, at: Place) => ConfigValue = written,
): Promise<ConfigValue[]> {
  if (BARE.test(file.text()) && isTemplate(file, what, report)) return [];
  try {
    const documents = await readYaml(file, report);
    return documents.map((document) => fromYaml(document, file.path, read));
  } catch (error) {
    if (error instanceof TheriacError && isTemplate(file, what, report)) return [];
    throw error;
  }
}
