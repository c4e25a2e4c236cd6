/** Every rule about configuration that comes with Theriac. */
import type { Rule } from '@theriac/core';
import type { ConfigurationRule } from '@theriac/core/configuration';
import { COMPOSE_RULES } from './compose.ts';
import { DOCKERFILE_RULES } from './dockerfile.ts';
import { KUBERNETES_CLUSTER_RULES } from './kubernetes-cluster.ts';
import { KUBERNETES_POD_RULES } from './kubernetes-pods.ts';

export const CONFIGURATION_RULES: readonly ConfigurationRule[] = [
  ...DOCKERFILE_RULES,
  ...COMPOSE_RULES,
  ...KUBERNETES_POD_RULES,
  ...KUBERNETES_CLUSTER_RULES,
];

/** As reports and the reference show them. */
export const CONFIGURATION_CATALOGUE: readonly Rule[] = CONFIGURATION_RULES.map(catalogued);

export function catalogued(row: ConfigurationRule): Rule {
  const { id, title, severity, cwe, controls, rationale, remediation } = row;
  return {
    id: `THERIAC-CFG-${id}`,
    kind: 'misconfiguration',
    title,
    severity,
    cwe,
    aliases: [],
    cvss: [],
    rationale,
    remediation,
    controls,
  };
}
