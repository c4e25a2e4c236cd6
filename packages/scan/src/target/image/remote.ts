/** Images that are fetched: of registries, and of the container engine of this machine. */
import type { RemoteImage } from '../root/open-root-target.ts';
import type { WordedTarget } from '../root/target-words.ts';

export async function openRemote(
  _target: WordedTarget,
  _env: NodeJS.ProcessEnv,
  _platform: string | undefined,
): Promise<RemoteImage> {
  throw new Error('merged with the registry branch');
}
