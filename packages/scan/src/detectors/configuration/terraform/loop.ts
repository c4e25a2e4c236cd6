/** The names that a loop gives. */
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import type { HclFor } from '@theriac/read/hcl';
import type { Env } from './scope.ts';

export function loopEnv(
  { keyName, valueName }: Pick<HclFor, 'keyName' | 'valueName'>,
  key: string,
  value: ConfigValue,
  env: Env,
  at: Place,
): Env {
  const outer =
    keyName === undefined ? env.names : { name: keyName, value: scalar(key, at), outer: env.names };
  return { ...env, names: { name: valueName, value, outer } };
}
