/** Load balancers of Google: forwarding rules → proxies → URL maps → backend services → machines and services. */
import { entry, type Resource, textOf } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { blocksAt, type TerraformResources, typeOf } from '../terraform-references.ts';

const RULES = ['google_compute_global_forwarding_rule', 'google_compute_forwarding_rule'];

/** What stands between a forwarding rule and what runs. */
const BETWEEN =
  /^google_compute_(?:region_)?(?:target_(?:http|https|tcp|ssl|grpc)_proxy|target_pool|url_map|backend_service|network_endpoint_group|instance_group|instance_group_manager|global_network_endpoint_group)$/;

const MOST_STEPS = 10;

export function connectBalancers(graph: AccessGraph, all: TerraformResources): void {
  for (const rule of all.of(...RULES)) {
    const scheme = textOf(entry(rule.values, 'load_balancing_scheme')) ?? 'EXTERNAL';
    if (!scheme.startsWith('EXTERNAL')) continue;
    const id = all.id(rule);
    const { targets, hasLogin } = behind(rule, graph, all);
    if (targets.length === 0) continue;
    const isHttps = all
      .referred(entry(rule.values, 'target'), rule)
      .some((one) => /_(?:https|ssl)_proxy$/.test(typeOf(one)));
    graph.add({ id, kind: 'entry', label: rule.name, at: rule.at });
    graph.connect({
      from: INTERNET,
      to: id,
      at: rule.at,
      by: 'it takes connections from every address',
      cut: 'set `load_balancing_scheme` to an internal one',
      tls: isHttps ? 'yes' : 'no',
      authentication: hasLogin ? 'yes' : 'unknown',
      isUsed: true,
    });
    for (const { target, at } of targets)
      graph.connect({
        from: id,
        to: all.id(target),
        at,
        by: `${rule.name} passes to it`,
        cut: 'remove it from the backend service',
        tls: 'unknown',
        authentication: 'unknown',
        isUsed: true,
      });
  }
}

interface Behind {
  readonly targets: readonly { readonly target: Resource; readonly at: Resource['at'] }[];
  /** Identity-Aware Proxy asks before anything is passed on. */
  readonly hasLogin: boolean;
}

function behind(rule: Resource, graph: AccessGraph, all: TerraformResources): Behind {
  const seen = new Set([rule]);
  const targets = new Map<Resource, Resource['at']>();
  let level = [rule];
  let logins = 0;
  let services = 0;
  for (let step = 0; step < MOST_STEPS && level.length > 0; step += 1) {
    const next: Resource[] = [];
    for (const from of level) {
      if (typeOf(from).endsWith('backend_service')) {
        services += 1;
        if (blocksAt(from.values, 'iap').some((one) => textOf(entry(one, 'enabled')) !== 'false'))
          logins += 1;
      }
      for (const to of all.referred(from.values, from)) {
        if (seen.has(to)) continue;
        seen.add(to);
        if (graph.node(all.id(to))?.kind === 'workload') targets.set(to, from.at);
        else if (BETWEEN.test(typeOf(to))) next.push(to);
      }
    }
    level = next;
  }
  return {
    targets: [...targets].map(([target, at]) => ({ target, at })),
    hasLogin: services > 0 && logins === services,
  };
}
