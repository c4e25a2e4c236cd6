/** Whether two networks of AWS are connected: the same one, peering with routes on both sides, a transit gateway. */
import { type Condition, entry, type Resource, textOf } from '@theriac/core/configuration';
import { overlap } from '../addresses.ts';
import { type Answered, allOf, anyOf, NO, unknown, yes } from '../answers.ts';
import { isText, scopeOf, type TerraformResources, typeOf } from '../terraform-references.ts';
import { DEFAULT_NETWORK, type Member } from './members.ts';
import type { AwsRoutes, Route } from './routes.ts';

export class AwsReach {
  readonly #all: TerraformResources;
  readonly #routes: AwsRoutes;

  constructor(all: TerraformResources, routes: AwsRoutes) {
    this.#all = all;
    this.#routes = routes;
  }

  between(from: Member, to: Member): Answered {
    const [a, b] = [from.network, to.network];
    const isOneRoot = scopeOf(from.resource) === scopeOf(to.resource);
    // Two root modules may be applied to different accounts, each with a network from the start.
    if (a.name === b.name && (isOneRoot || (a.isKnown && a.name !== DEFAULT_NETWORK))) return yes();
    if (!isOneRoot) return NO;
    if (!a.isKnown || !b.isKnown) return unknown('whether both are on one network is not in the files');
    if (a.resource === undefined || b.resource === undefined) return NO;
    return anyOf([
      this.#peering(from, to, a.resource, b.resource),
      this.#transit(from, to, a.resource, b.resource),
    ]);
  }

  #peering(from: Member, to: Member, a: Resource, b: Resource): Answered {
    const links = [a, b]
      .flatMap((one) =>
        ['vpc_id', 'peer_vpc_id'].map((key) => this.#all.referring(one, 'aws_vpc_peering_connection', key)),
      )
      .map((found) => new Set(found));
    const [ownA, peerA, ownB, peerB] = links;
    const link =
      [...(ownA ?? [])].find((one) => peerB?.has(one) === true) ??
      [...(ownB ?? [])].find((one) => peerA?.has(one) === true);
    if (link === undefined) return NO;
    const through: Condition = {
      at: link.at,
      by: `${link.name} joins the networks`,
      cut: 'remove the peering',
    };
    return allOf(
      yes(through),
      this.#leadsTo(from, to, b, (route) => route.kind === 'peering' && isOver(route, link)),
      this.#leadsTo(to, from, a, (route) => route.kind === 'peering' && isOver(route, link)),
    );
  }

  #transit(from: Member, to: Member, a: Resource, b: Resource): Answered {
    const attached = (network: Resource): readonly Resource[] =>
      this.#all.referring(network, 'aws_ec2_transit_gateway_vpc_attachment', 'vpc_id');
    const gateways = (one: Resource): readonly Resource[] =>
      this.#all.resolve(entry(one.values, 'transit_gateway_id'), one, [
        'aws_ec2_transit_gateway',
        'data.aws_ec2_transit_gateway',
      ]).resources;
    const others = attached(b);
    for (const own of attached(a))
      for (const gateway of gateways(own)) {
        const other = others.find((one) => gateways(one).includes(gateway));
        if (other === undefined) continue;
        const isOwn = [own, other].some((one) =>
          [
            'transit_gateway_default_route_table_association',
            'transit_gateway_default_route_table_propagation',
          ].some((key) => isText(one.values, key, 'false')),
        );
        return allOf(
          yes({ at: other.at, by: `${gateway.name} joins the networks`, cut: 'remove the attachment' }),
          isOwn ? unknown(`route tables of ${gateway.name} are not judged`) : yes(),
          this.#leadsTo(from, to, b, ({ kind, to: over }) => kind === 'transit' && over.includes(gateway)),
          this.#leadsTo(to, from, a, ({ kind, to: over }) => kind === 'transit' && over.includes(gateway)),
        );
      }
    return NO;
  }

  /** A route from the subnets of one to the network of the other. */
  #leadsTo(from: Member, to: Member, network: Resource, isOver: (route: Route) => boolean): Answered {
    const ranges = [
      ...to.subnets.resources.map((one) => textOf(entry(one.values, 'cidr_block'))),
      textOf(entry(network.values, 'cidr_block')),
    ].flatMap((text) => text ?? []);
    const routes = from.subnets.resources.flatMap((one) => this.#routes.routesOf(one)).filter(isOver);
    const answers = routes.map(({ at, table, destination, unknown: why }): Answered => {
      if (destination === undefined && why !== undefined) return unknown(why);
      const fits =
        destination === undefined || ranges.length === 0
          ? undefined
          : ranges.some((range) => overlap(destination, range) !== false);
      return fits === false
        ? NO
        : yes({ at, by: `${table.name} leads to the other network`, cut: 'remove the route' });
    });
    if (from.subnets.unknown !== undefined || from.subnets.resources.length === 0)
      answers.push(unknown(`the routes of ${from.resource.name} are not in the files`));
    return anyOf(answers);
  }
}

function isOver({ to }: Route, link: Resource): boolean {
  return to.some((one) => one === link || typeOf(one) === 'aws_vpc_peering_connection_accepter');
}
