/** Environment variables that switch verification off. */
import type { HygieneRule } from './hygiene-rules.ts';

interface Row {
  readonly rule: HygieneRule;
  readonly dangerous: RegExp;
}

/** Upper-case name → values that are dangerous. */
const VARIABLES: Readonly<Record<string, Row>> = {
  NODE_TLS_REJECT_UNAUTHORIZED: { rule: 'TLS-OFF', dangerous: /^0$/ },
  PYTHONHTTPSVERIFY: { rule: 'TLS-OFF', dangerous: /^0$/ },
  // Git looks only at whether it is set: `0` switches verification off as well.
  GIT_SSL_NO_VERIFY: { rule: 'TLS-OFF', dangerous: /./ },
  NPM_CONFIG_STRICT_SSL: { rule: 'TLS-OFF', dangerous: /^false$/i },
  YARN_ENABLE_STRICT_SSL: { rule: 'TLS-OFF', dangerous: /^(?:false|0)$/i },
  PIP_TRUSTED_HOST: { rule: 'TLS-OFF', dangerous: /./ },
  UV_INSECURE_HOST: { rule: 'TLS-OFF', dangerous: /./ },
  CURL_INSECURE: { rule: 'TLS-OFF', dangerous: /^(?:1|true)$/i },
  GOINSECURE: { rule: 'TLS-OFF', dangerous: /./ },
  GOFLAGS: { rule: 'TLS-OFF', dangerous: /(?:^|\s)-insecure\b/ },
  MAVEN_OPTS: { rule: 'TLS-OFF', dangerous: /maven\.wagon\.http\.ssl\.(?:insecure|allowall)=true/ },
  GOSUMDB: { rule: 'CHECKSUMS-OFF', dangerous: /^off$/i },
  GONOSUMDB: { rule: 'CHECKSUMS-OFF', dangerous: /^\*/ },
  GONOSUMCHECK: { rule: 'CHECKSUMS-OFF', dangerous: /^1$/ },
  DOCKER_CONTENT_TRUST: { rule: 'UNSIGNED-PACKAGES', dangerous: /^never$/ },
};

/** The rule that setting a variable breaks; undefined for harmless ones. */
export function brokenBy(name: string, value: string): HygieneRule | undefined {
  const key = name.toUpperCase();
  const row = Object.hasOwn(VARIABLES, key) ? VARIABLES[key] : undefined;
  return row?.dangerous.test(value) === true ? row.rule : undefined;
}
