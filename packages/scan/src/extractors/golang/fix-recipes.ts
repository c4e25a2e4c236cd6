/** How Go moves a module: the highest version that anything asks for is built, so asking for it suffices. */
import { command, type FixRecipe, type FixStep, type Move } from '@theriac/core';

function get({ name, version }: Move): FixStep[] {
  const bare = version.replace(/^v/, '');
  if (name === 'stdlib') return [command(`go mod edit -toolchain=go${bare}`)];
  return [command(`go get ${name}@v${bare}`), command('go mod tidy')];
}

export const GO: FixRecipe = { direct: get, refresh: get, override: get };
