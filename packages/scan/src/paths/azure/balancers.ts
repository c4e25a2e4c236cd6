/** Load balancers and application gateways of Azure: their public addresses, and what stands behind them. */
import { type Condition, entry, type Resource } from '@theriac/core/configuration';
import { yes } from '../answers.ts';
import { INTERNET } from '../graph.ts';
import { blocksAt } from '../terraform-references.ts';
import type { Azure } from './azure.ts';
import { SCALE_SETS } from './places.ts';
import { hopsThrough } from './through-groups.ts';

export function connectBalancers(azure: Azure): void {
  for (const balancer of azure.all.of('azurerm_lb')) addBalancer(azure, balancer);
  for (const gateway of azure.all.of('azurerm_application_gateway')) addGateway(azure, gateway);
}

function publicAddress(balancer: Resource): Condition | undefined {
  for (const block of blocksAt(balancer.values, 'frontend_ip_configuration')) {
    const value = entry(block, 'public_ip_address_id');
    if (value === undefined || value.kind === 'empty') continue;
    return { at: value.at, by: 'it has a public address', cut: 'remove the public address' };
  }
  return undefined;
}

/** Passes packets on as they are: the security groups of the machines decide. */
function addBalancer(azure: Azure, balancer: Resource): void {
  const { graph, all, places } = azure;
  const address = publicAddress(balancer);
  const rules = ['azurerm_lb_rule', 'azurerm_lb_nat_rule', 'azurerm_lb_nat_pool'].flatMap((type) => [
    ...all.referring(balancer, type, 'loadbalancer_id'),
  ]);
  const [rule] = rules;
  if (address === undefined || rule === undefined) return;
  const id = all.id(balancer);
  graph.add({ id, kind: 'entry', label: balancer.name, at: balancer.at });
  graph.connect({
    from: INTERNET,
    to: id,
    at: address.at,
    by: address.by,
    cut: address.cut,
    tls: 'unknown',
    authentication: 'unknown',
    isUsed: true,
  });
  const pools = all.referring(balancer, 'azurerm_lb_backend_address_pool', 'loadbalancer_id');
  const cards = pools.flatMap((pool) => [
    ...all.referring(
      pool,
      'azurerm_network_interface_backend_address_pool_association',
      'backend_address_pool_id',
    ),
  ]);
  const through = { at: rule.at, by: `${rule.name} passes connections on`, cut: 'remove the rule' };
  for (const owner of ownersOf(azure, cards, pools))
    for (const one of places.interfacesOf(owner))
      for (const hop of hopsThrough(azure, { ...one, isBasic: undefined }, yes(through)))
        graph.connect({ from: id, ...hop, by: hop.by.replace('it has a public address, and ', '') });
}

/** Machines whose interfaces are in a pool, and scale sets that name it. */
function ownersOf(
  { all }: Azure,
  associations: readonly Resource[],
  pools: readonly Resource[],
): readonly Resource[] {
  const cards = associations.flatMap((one) => [
    ...all.referred(entry(one.values, 'network_interface_id'), one),
  ]);
  const machines = [
    'azurerm_linux_virtual_machine',
    'azurerm_windows_virtual_machine',
    'azurerm_virtual_machine',
  ];
  const single = cards.flatMap((card) =>
    machines.flatMap((type) => [...all.referring(card, type, 'network_interface_ids')]),
  );
  const sets = pools.flatMap((pool) =>
    SCALE_SETS.flatMap((type) => [...all.referring(pool, type, 'network_interface')]),
  );
  return [...new Set([...single, ...sets])];
}

/** Ends connections and makes its own, from its subnet. */
function addGateway(azure: Azure, gateway: Resource): void {
  const { graph, all } = azure;
  const id = all.id(gateway);
  graph.add({ id, kind: 'entry', label: gateway.name, at: gateway.at });
  const address = publicAddress(gateway);
  const protocols = blocksAt(gateway.values, 'http_listener').map((one) => entry(one, 'protocol'));
  if (address !== undefined)
    graph.connect({
      from: INTERNET,
      to: id,
      ...address,
      tls:
        protocols.length === 0
          ? 'unknown'
          : protocols.every((one) => one?.kind === 'scalar' && one.text.toLowerCase() === 'https')
            ? 'yes'
            : 'unknown',
      authentication: 'unknown',
      isUsed: true,
    });
  const cards = all.referring(
    gateway,
    'azurerm_network_interface_application_gateway_backend_address_pool_association',
    'backend_address_pool_id',
  );
  const pools = entry(gateway.values, 'backend_address_pool');
  const named = all.referred(pools, gateway).filter((one) => graph.node(all.id(one))?.kind === 'workload');
  for (const target of new Set([...ownersOf(azure, cards, [gateway]), ...named]))
    graph.connect({
      from: id,
      to: all.id(target),
      at: pools?.at ?? gateway.at,
      by: `${gateway.name} passes to it`,
      cut: 'remove it from the backend pool',
      tls: 'unknown',
      authentication: 'unknown',
      isUsed: true,
    });
}
