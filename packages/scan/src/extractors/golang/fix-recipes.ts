/** How Go moves a module: the highest version that anything asks for is built, so asking for it suffices. */
import { command, type FixRecipe, type FixStep, type Move } from '@theriac/core';

/** Root variant of a module that keeps copies of what it needs. */
export const GO_VENDOR = 'vendor';

function get({ name, version, held, variant }: Move): FixStep[] {
  const bare = version.replace(/^v/, '');
  if (name === 'stdlib') return [command(`go mod edit -toolchain=go${bare}`)];
  const change =
    held === undefined
      ? `go get ${name}@v${bare}`
      : `go mod edit -replace=${held.path.at(-1)}=${name}@v${bare}`;
  return [
    command(change),
    command('go mod tidy'),
    ...(variant === GO_VENDOR ? [command('go mod vendor')] : []),
  ];
}

export const GO: FixRecipe = { direct: get, refresh: get, override: get };
