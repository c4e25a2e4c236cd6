/** Images of container registries: OCI distribution 1.1 and Docker Registry HTTP API v2. */
import type { RegistryOptions } from './options.ts';
import { parseReference } from './reference.ts';
import { RegistrySource } from './registry-source.ts';

export { credentialProgram } from './credential-program.ts';
export type { RegistryOptions } from './options.ts';
export type { RegistrySource } from './registry-source.ts';

/**
 * @param reference `NAME[:TAG|@DIGEST]`
 * @returns a source that asks nothing before its first method is called
 * @throws TheriacError THERIAC_USAGE for what is no name, THERIAC_CONFIG for a configuration that cannot be used
 */
export function openRegistry(reference: string, options: RegistryOptions): RegistrySource {
  return new RegistrySource(parseReference(reference), options);
}
