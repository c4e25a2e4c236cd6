/**
 * In which file a registry delivers a package: what the hashes in lockfiles are of. Formats that come in several forms
 * (wheels and source archives of PyPI, Go modules) have no row.
 */
import type { EcosystemId } from './ecosystems.ts';

export interface DeliveredForm {
  /** Base name of the file. */
  readonly name: string;
  readonly archive: true;
  /** The archive keeps its parts apart, so that they can be taken out again (BSI TR-03183-2 §5.2.2). */
  readonly structured: true;
  readonly executable: false;
}

const NAMES: Readonly<Partial<Record<EcosystemId, (name: string, version: string) => string>>> = {
  npm: (name, version) => `${lastPart(name)}-${version}.tgz`,
  cargo: (name, version) => `${name}-${version}.crate`,
  gem: (name, version) => `${name}-${version}.gem`,
  nuget: (name, version) => `${name}.${version}.nupkg`.toLowerCase(),
  maven: (name, version) => `${name.slice(name.indexOf(':') + 1)}-${version}.jar`,
  hex: (name, version) => `${name}-${version}.tar`,
  pub: (name, version) => `${name}-${version}.tar.gz`,
};

export function deliveredForm(
  ecosystem: EcosystemId,
  name: string,
  version: string,
): DeliveredForm | undefined {
  const named = NAMES[ecosystem]?.(name, version);
  return named === undefined
    ? undefined
    : { name: named, archive: true, structured: true, executable: false };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
