/** Images that are fetched: of registries, and of the container engine of this machine. */
import type { RemoteImage } from '../root/open-root-target.ts';
import type { WordedTarget } from '../root/target-words.ts';
import { fetchFromDaemon } from './daemon/index.ts';
import { credentialProgram, openRegistry } from './registry/index.ts';

export type { Descriptor } from './blob-source.ts';
export type { RegistryOptions } from './registry/index.ts';

/**
 * @param env where the user's own configuration of registries and engines is
 * @throws TheriacError THERIAC_USAGE, THERIAC_CONFIG, THERIAC_REGISTRY
 */
export async function openRemote(
  { word, rest }: WordedTarget,
  { env, userAgent }: { readonly env: NodeJS.ProcessEnv; readonly userAgent: string },
): Promise<RemoteImage> {
  if (word === 'registry')
    return { blobs: openRegistry(rest, { env, userAgent, runHelper: credentialProgram(env) }) };
  const { path, close } = await fetchFromDaemon(rest, { env });
  return { archive: path, close };
}
