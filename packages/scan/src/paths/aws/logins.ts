/** Logins before what load balancers and APIs pass on to, and whether user pools ask for a second factor. */
import { type ConfigValue, entry, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { blocksAt, type TerraformResources, typeOf } from '../terraform-references.ts';

export interface Login {
  readonly authentication: Known;
  readonly mfa?: Known;
}

const NO_ACTION = ['redirect', 'fixed-response'];

/** Of a load balancer: each listener has to ask, apart from those that only send elsewhere. */
export function balancerLogin(balancer: Resource, all: TerraformResources): Login {
  const listeners = ['aws_lb_listener', 'aws_alb_listener']
    .flatMap((type) => [...all.referring(balancer, type, 'load_balancer_arn')])
    .filter(
      ({ values }) =>
        !blocksAt(values, 'default_action').every((one) =>
          NO_ACTION.includes(textOf(entry(one, 'type')) ?? ''),
        ),
    );
  const asks = listeners.map(({ values }) =>
    blocksAt(values, 'default_action').some(
      (one) => textOf(entry(one, 'type'))?.startsWith('authenticate-') === true,
    ),
  );
  if (asks.length === 0 || asks.includes(false)) return { authentication: 'unknown' };
  const pools = listeners.flatMap((one) => poolsIn(one.values, one, all));
  return { authentication: 'yes', ...factorOf(pools) };
}

/** @param routes methods or routes of an API */
export function apiLogin(routes: readonly Resource[], all: TerraformResources): Login {
  const kinds = routes.map(
    ({ values }) => textOf(entry(values, 'authorization') ?? entry(values, 'authorization_type')) ?? 'NONE',
  );
  if (kinds.length === 0) return { authentication: 'unknown' };
  if (kinds.includes('NONE')) return { authentication: 'no' };
  const authorizers = routes.flatMap((one) => [...all.referred(entry(one.values, 'authorizer_id'), one)]);
  return { authentication: 'yes', ...factorOf(authorizers.flatMap((one) => poolsIn(one.values, one, all))) };
}

function poolsIn(values: ConfigValue, by: Resource, all: TerraformResources): Resource[] {
  return all.referred(values, by).filter((one) => typeOf(one) === 'aws_cognito_user_pool');
}

function factorOf(pools: readonly Resource[]): Pick<Login, 'mfa'> {
  if (pools.length === 0) return {};
  const settings = pools.map(({ values }) => entry(values, 'mfa_configuration'));
  if (settings.some((one) => one?.kind === 'unknown')) return { mfa: 'unknown' };
  return { mfa: settings.every((one) => textOf(one) === 'ON') ? 'yes' : 'no' };
}
