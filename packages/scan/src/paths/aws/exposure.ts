/** Whether the internet reaches what is on a network of AWS: public address, route, network ACL and security group. */
import { entry, type Hop, itemsOf, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { type Answered, allOf, anyOf, doubtOf, NO, unknown, yes } from '../answers.ts';
import { INTERNET } from '../graph.ts';
import { tlsOfPort } from '../ports.ts';
import {
  blocksAt,
  isText,
  placeOf,
  switchOf,
  type TerraformResources,
  typeOf,
} from '../terraform-references.ts';
import type { AwsAcls } from './acl.ts';
import { covers, type GroupRule, portsText, type SecurityGroups } from './groups.ts';
import type { Login } from './logins.ts';
import type { Member } from './members.ts';
import type { AwsRoutes } from './routes.ts';

/** What a group lets in, as far as it is known; undefined: the groups are not in the files. */
function letIn(rule: GroupRule | undefined): string {
  if (rule === undefined) return 'which security groups it has is not in the files';
  return `its security group ${rule.isEveryone ? 'lets' : 'may let'} every address to ${portsText(rule)}`;
}

export class AwsExposure {
  readonly #all: TerraformResources;
  readonly #groups: SecurityGroups;
  readonly #routes: AwsRoutes;
  readonly #acls: AwsAcls;

  constructor(all: TerraformResources, groups: SecurityGroups, routes: AwsRoutes, acls: AwsAcls) {
    this.#all = all;
    this.#groups = groups;
    this.#routes = routes;
    this.#acls = acls;
  }

  /** Hops from the internet: one for each rule of its groups that lets everyone in, or may do so. */
  hopsTo(member: Member, login: Login): Hop[] {
    const { resource, groups, port } = member;
    const address = this.#publicAddress(member);
    if (address.state === 'no') return [];
    const rules = groups.resources
      .flatMap((group) => [...this.#groups.rulesOf(group, 'ingress')])
      .filter((one) => covers(one, port) && (one.isEveryone || one.unknown !== undefined));
    const hops = rules.flatMap((rule) => {
      const isFor = rule.isEveryone ? yes() : unknown(rule.unknown ?? '');
      const way = this.#way(member, port ?? rule.from, port ?? rule.to);
      return this.#hop(member, login, allOf(address, way, isFor), rule);
    });
    // A network load balancer has groups only where it is given some.
    const isUngrouped =
      typeOf(resource) === 'aws_lb' && groups.resources.length === 0 && groups.unknown === undefined;
    if (hops.length > 0 || (groups.unknown === undefined && !isUngrouped)) return hops;
    const isIn = isUngrouped ? yes() : unknown(`its security groups are not known: ${groups.unknown}`);
    const way = this.#way(member, port ?? 0, port ?? 65_535);
    return this.#hop(member, login, allOf(address, way, isIn), undefined);
  }

  #hop({ resource, groups }: Member, login: Login, answer: Answered, rule: GroupRule | undefined): Hop[] {
    if (answer.state === 'no') return [];
    const isUngrouped = groups.resources.length === 0 && groups.unknown === undefined;
    return [
      {
        from: INTERNET,
        to: this.#all.id(resource),
        at: rule?.at ?? resource.at,
        by: `it has a public address, and ${isUngrouped ? 'no security group' : letIn(rule)}`,
        cut: rule === undefined ? 'give it no public address' : 'name the addresses in the security group',
        tls: this.#tlsOf(resource, rule),
        ...login,
        isUsed: true,
        ...doubtOf(answer),
      },
    ];
  }

  /** The route and the network ACL of one of its subnets. */
  #way({ subnets, hasSubnets }: Member, from: number, to: number): Answered {
    // The network that each account has from the start is public.
    if (!hasSubnets) return yes();
    const answers = subnets.resources.map((subnet) =>
      allOf(this.#routes.isPublic(subnet), this.#acls.letsIn(subnet, from, to)),
    );
    if (subnets.unknown !== undefined)
      answers.push(
        unknown(`whether its subnets have a route to the internet is not in the files: ${subnets.unknown}`),
      );
    return everyWay(answers);
  }

  /** Whether what is in its subnets connects to every address. */
  leaves({ subnets, hasSubnets }: Member): Answered {
    if (!hasSubnets) return yes();
    const answers = subnets.resources.map((subnet) => this.#routes.leaves(subnet));
    if (subnets.unknown !== undefined)
      answers.push(unknown('the routes of its subnets are not in the files'));
    return anyOf(answers);
  }

  #tlsOf(resource: Resource, rule: GroupRule | undefined): Known {
    const listeners = ['aws_lb_listener', 'aws_alb_listener']
      .flatMap((type) => [...this.#all.referring(resource, type, 'load_balancer_arn')])
      .filter((one) => !blocksAt(one.values, 'default_action').some((to) => isText(to, 'type', 'redirect')))
      .map((one) => textOf(entry(one.values, 'protocol')));
    if (listeners.length > 0)
      return listeners.every((one) => one === 'HTTPS' || one === 'TLS') ? 'yes' : 'no';
    return rule !== undefined && rule.from === rule.to ? tlsOfPort(rule.from) : 'unknown';
  }

  #publicAddress(member: Member): Answered {
    const { resource } = member;
    switch (typeOf(resource)) {
      case 'aws_lb':
      case 'aws_alb':
      case 'aws_elb':
        return told(resource, 'internal', 'no', {
          by: 'it is not internal',
          cut: 'set `internal` to true',
          negated: true,
        });
      case 'aws_instance':
        return this.#ofInstance(member);
      case 'aws_launch_template':
      case 'aws_launch_configuration':
      case 'aws_ecs_service':
        return this.#ofBlocks(member);
      case 'aws_rds_cluster':
        return anyOf(
          this.#all
            .referring(resource, 'aws_rds_cluster_instance', 'cluster_identifier')
            .map((one) => published(one)),
        );
      // Before version 6 of the provider it was public unless told otherwise.
      case 'aws_redshift_cluster':
        return published(resource, 'unknown');
      case 'aws_db_instance':
      case 'aws_mq_broker':
        return published(resource);
      default:
        return NO;
    }
  }

  #ofInstance(member: Member): Answered {
    const { resource, subnets } = member;
    const { values } = resource;
    const [elastic] = [
      ...this.#all.referring(resource, 'aws_eip', 'instance'),
      ...this.#all.referring(resource, 'aws_eip_association', 'instance_id'),
    ];
    if (elastic !== undefined)
      return yes({
        at: elastic.at,
        by: `${elastic.name} gives it a public address`,
        cut: 'remove the address',
      });
    const own = entry(values, 'associate_public_ip_address');
    if (own !== undefined && own.kind !== 'empty')
      return told(resource, 'associate_public_ip_address', 'no', {
        by: 'it is given a public address',
        cut: 'set `associate_public_ip_address` to false',
      });
    if (subnets.resources.length === 0) return unknown('whether it has a public address is not in the files');
    return anyOf(subnets.resources.map(givesAddresses));
  }

  /** Templates and services: in a block, or what their subnets give. */
  #ofBlocks({ resource, subnets }: Member): Answered {
    const { values } = resource;
    const blocks = [
      values,
      ...itemsOf(entry(values, 'network_interfaces')),
      ...itemsOf(entry(values, 'network_configuration')),
    ];
    for (const block of blocks)
      for (const key of ['associate_public_ip_address', 'assign_public_ip']) {
        const value = entry(block, key);
        if (value === undefined || value.kind === 'empty') continue;
        if (value.kind !== 'scalar') return unknown('whether it has a public address is not known');
        if (!/^(?:true|enabled)$/i.test(value.text)) return NO;
        return yes({ at: value.at, by: 'it is given a public address', cut: `set \`${key}\` to false` });
      }
    return typeOf(resource) === 'aws_ecs_service' ? NO : anyOf(subnets.resources.map(givesAddresses));
  }
}

/** One way is enough to be reached; all of them have to go to end it. */
function everyWay(answers: readonly Answered[]): Answered {
  const open = answers.flatMap((one) => (one.state === 'yes' ? [one.because] : []));
  const [first] = open;
  if (first === undefined) return anyOf(answers);
  const more =
    new Set(open.map((because) => because.map(({ at }) => `${at.path}:${at.line}`).join())).size - 1;
  if (more === 0) return yes(...first);
  return yes(
    ...first.map(({ at, by, cut }) => ({
      at,
      by: `${by}, as ${more === 1 ? 'one more' : `${more} more`} of its subnets have it`,
      cut: `${cut}, for each of its subnets`,
    })),
  );
}

function givesAddresses(subnet: Resource): Answered {
  return told(subnet, 'map_public_ip_on_launch', typeOf(subnet) === 'aws_default_subnet' ? 'yes' : 'no', {
    by: `${subnet.name} gives public addresses`,
    cut: 'set `map_public_ip_on_launch` to false',
  });
}

function published(resource: Resource, otherwise: Known = 'no'): Answered {
  return told(resource, 'publicly_accessible', otherwise, {
    by: `${resource.name} has a public address`,
    cut: 'set `publicly_accessible` to false',
  });
}

function told(
  resource: Resource,
  key: string,
  otherwise: Known,
  says: { readonly by: string; readonly cut: string; readonly negated?: true },
): Answered {
  const state = switchOf(resource.values, key, otherwise);
  if (state === 'unknown') return unknown(`whether it has a public address is not known (${key})`);
  return (state === 'yes') === (says.negated === undefined)
    ? yes({ at: placeOf(resource, key), by: says.by, cut: says.cut })
    : NO;
}
