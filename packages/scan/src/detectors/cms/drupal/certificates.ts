/** Certificates that stand in the settings of SAML: which of them have ended. */
import { X509Certificate } from 'node:crypto';
import { type ConfigValue, entry, itemsOf, list, map, scalar, textOf } from '@theriac/core/configuration';
import type { ConfigMap } from './config-store.ts';

/** The object with `expiredCertificates`, where it has `idp_certs`. */
export function withCertificates(config: ConfigMap, asOf: string): ConfigMap {
  const certificates = entry(config, 'idp_certs');
  if (certificates === undefined) return config;
  const items = certificates.kind === 'scalar' ? [certificates] : itemsOf(certificates);
  const expired = items.flatMap((item): ConfigValue[] => {
    const end = endOf(textOf(item) ?? '');
    return end !== undefined && end < asOf ? [scalar(`ended ${end}`, item.at)] : [];
  });
  return map(
    [...config.entries, ['expiredCertificates', list(expired, expired[0]?.at ?? certificates.at)]],
    config.at,
  );
}

const MAX_CHARACTERS = 20_000;

/** The last day (YYYY-MM-DD) of a certificate in PEM or as Base64; undefined for the name of a file or of a key. */
function endOf(text: string): string | undefined {
  const body = text.replace(/-----[A-Z ]{5,30}-----/g, '').replace(/\s+/g, '');
  if (body.length < 200 || body.length > MAX_CHARACTERS || !/^[A-Za-z\d+/=]+$/.test(body)) return undefined;
  try {
    const { validTo } = new X509Certificate(Buffer.from(body, 'base64'));
    const time = Date.parse(validTo);
    return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
  } catch {
    // Not a certificate; the library throws errors without a type.
    return undefined;
  }
}
