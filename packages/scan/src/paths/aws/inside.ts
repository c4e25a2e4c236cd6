/** Who reaches whom on networks of AWS: on purpose by a security group, by chance through a range of addresses. */
import { entry, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { overlap } from '../addresses.ts';
import { type Answered, doubtOf } from '../answers.ts';
import type { AccessGraph } from '../graph.ts';
import { scopeOf, type TerraformResources } from '../terraform-references.ts';
import { covers, type GroupRule, portsText, type SecurityGroups } from './groups.ts';
import type { Member } from './members.ts';
import type { AwsReach } from './reach.ts';
import { serverFacts } from './server-facts.ts';

export interface Inside {
  readonly graph: AccessGraph;
  readonly all: TerraformResources;
  readonly groups: SecurityGroups;
  readonly reach: AwsReach;
}

export function connectMembers(members: readonly Member[], inside: Inside): void {
  new Members(members, inside).connect();
}

/** Members that have a hop of their own each. */
const MOST_NAMED = 30;

type Open = Exclude<Answered, { readonly state: 'no' }>;

class Members {
  readonly #inside: Inside;
  readonly #members: readonly Member[];
  readonly #byGroup = new Map<Resource, Member[]>();
  /** A load balancer passes on to its targets only, and a store to nobody. By place: what is in one place reaches the same. */
  readonly #sources: ReadonlyMap<string, readonly Member[]>;
  /** By what they name. */
  readonly #tellers = new Map<Resource, Member[]>();
  /** Nodes for ranges of addresses, with what can be in them. */
  readonly #ranges = new Map<GroupRule, Map<string, string>>();

  constructor(members: readonly Member[], inside: Inside) {
    this.#inside = inside;
    this.#members = members;
    for (const member of members)
      for (const group of member.groups.resources) {
        const same = this.#byGroup.get(group);
        if (same === undefined) this.#byGroup.set(group, [member]);
        else same.push(member);
      }
    this.#sources = Map.groupBy(
      members.filter(({ kind, groups }) => kind === 'workload' && groups.resources.length > 0),
      placeOf,
    );
    for (const member of members) {
      if (member.kind !== 'workload') continue;
      for (const named of mentionsOf(member.resource, inside.all)) {
        const same = this.#tellers.get(named);
        if (same === undefined) this.#tellers.set(named, [member]);
        else same.push(member);
      }
    }
  }

  connect(): void {
    for (const to of this.#members) {
      if (to.kind === 'entry') continue;
      const facts = serverFacts(to.resource, this.#inside.all);
      for (const rule of to.groups.resources.flatMap((group) =>
        this.#inside.groups.rulesOf(group, 'ingress'),
      )) {
        if (!covers(rule, to.port)) continue;
        this.#named(to, rule, facts);
        if (rule.isNetwork || rule.isEveryone) this.#range(to, rule, facts);
      }
    }
  }

  /** Members of the groups that a rule names. */
  #named(to: Member, rule: GroupRule, facts: Facts): void {
    const named = new Set(rule.groups.flatMap((group) => this.#byGroup.get(group) ?? []));
    if (named.size > MOST_NAMED) {
      this.#crowd(to, rule, { named, facts });
      return;
    }
    for (const from of named) {
      if (from === to) continue;
      const way = this.#inside.reach.between(from, to);
      if (way.state === 'no') continue;
      this.#hop(from, to, rule, {
        facts,
        way,
        by: `its security group names that of ${from.resource.name} for ${portsText(rule)}`,
        cut: 'remove the rule of the security group',
      });
    }
  }

  /** The members of groups that are large, through one node. */
  #crowd(
    to: Member,
    rule: GroupRule,
    { named, facts }: { readonly named: ReadonlySet<Member>; readonly facts: Facts },
  ): void {
    const { graph, all, reach } = this.#inside;
    const names = rule.groups.map(({ name }) => name).join(', ');
    const id = `members:${rule.at.path}:${rule.at.line}:${rule.at.column} ${placeOf(to)}`;
    if (graph.node(id) === undefined) {
      graph.add({ id, kind: 'network', label: `members of ${names}`, at: rule.at });
      for (const [, sources] of Map.groupBy(named, placeOf)) {
        const [one] = sources;
        const way = one === undefined ? undefined : reach.between(one, to);
        if (way === undefined || way.state === 'no') continue;
        for (const from of sources)
          graph.connect({
            from: all.id(from.resource),
            to: id,
            at: rule.at,
            by: `it is a member of ${names}`,
            cut: 'remove the rule of the security group',
            tls: 'unknown',
            authentication: 'unknown',
            isUsed: true,
            ...doubtOf(way),
          });
      }
    }
    graph.connect({
      from: id,
      to: all.id(to.resource),
      at: rule.at,
      by: `its security group names ${names} for ${portsText(rule)}`,
      cut: 'remove the rule of the security group',
      ...facts,
      isUsed: true,
    });
  }

  /** Through one node, so that hops stay few; what is told of the store besides has a hop of its own. */
  #range(to: Member, rule: GroupRule, facts: Facts): void {
    const { graph, all, reach } = this.#inside;
    const range = this.#rangeNode(to, rule);
    if (range !== undefined)
      graph.connect({
        from: range,
        to: all.id(to.resource),
        at: rule.at,
        by: `its security group lets a whole range of addresses to ${portsText(rule)}`,
        cut: 'name the security group that needs it, not a range of addresses',
        ...facts,
        isUsed: false,
      });
    for (const from of this.#tellers.get(to.resource) ?? []) {
      const way = reach.between(from, to);
      if (from === to || way.state === 'no' || !mayBeIn(from, rule)) continue;
      this.#hop(from, to, rule, {
        facts,
        way,
        by: `${from.resource.name} names it, and its security group lets a range of addresses to ${portsText(rule)}`,
        cut: 'name the security group that needs it, not a range of addresses',
      });
    }
  }

  /** @returns undefined where nothing is in the range */
  #rangeNode(to: Member, rule: GroupRule): string | undefined {
    const { graph, all, reach } = this.#inside;
    const nodes = this.#ranges.get(rule) ?? new Map<string, string>();
    this.#ranges.set(rule, nodes);
    const place = placeOf(to);
    const known = nodes.get(place);
    if (known !== undefined) return known === '' ? undefined : known;
    const id = `range:${rule.at.path}:${rule.at.line}:${rule.at.column} ${place}`;
    let count = 0;
    for (const sources of this.#sources.values()) {
      const [one] = sources;
      if (one === undefined || !mayBeIn(one, rule)) continue;
      const way = reach.between(one, to);
      if (way.state === 'no') continue;
      count += sources.length;
      graph.add({ id, kind: 'network', label: rangeText(rule), at: rule.at });
      for (const from of sources)
        graph.connect({
          from: all.id(from.resource),
          to: id,
          at: rule.at,
          by: 'it is in the range of addresses that a security group lets in',
          cut: 'name the security group that needs it, not a range of addresses',
          tls: 'unknown',
          authentication: 'unknown',
          isUsed: false,
          ...doubtOf(way),
        });
    }
    nodes.set(place, count === 0 ? '' : id);
    return count === 0 ? undefined : id;
  }

  #hop(
    from: Member,
    to: Member,
    rule: GroupRule,
    {
      facts,
      way,
      by,
      cut,
    }: { readonly facts: Facts; readonly way: Open; readonly by: string; readonly cut: string },
  ): void {
    const { graph, all } = this.#inside;
    graph.connect({
      from: all.id(from.resource),
      to: all.id(to.resource),
      at: rule.at,
      by,
      cut,
      ...facts,
      isUsed: true,
      ...doubtOf(way),
    });
  }
}

interface Facts {
  readonly tls: Known;
  readonly authentication: Known;
}

/** What decides who is reached: root module, network and subnets. */
function placeOf({ resource, network, subnets }: Member): string {
  const names = subnets.resources.map(({ name }) => name).sort();
  return [scopeOf(resource), network.name, subnets.unknown ?? '', ...names].join(' ');
}

function rangeText({ isEveryone, ranges }: GroupRule): string {
  if (isEveryone) return 'any address';
  return ranges.length === 1 ? `any address of ${ranges[0]}` : 'any address of its network';
}

/** Whether the range of a rule may hold addresses of the subnets. */
function mayBeIn({ subnets }: Member, { isEveryone, ranges }: GroupRule): boolean {
  if (isEveryone || ranges.length === 0 || subnets.unknown !== undefined || subnets.resources.length === 0)
    return true;
  return subnets.resources.some((subnet) => {
    const own = textOf(entry(subnet.values, 'cidr_block'));
    return own === undefined || ranges.some((range) => overlap(range, own) !== false);
  });
}

/** What runs is given something of a store: its address in a variable, in user data, in a container. */
function mentionsOf(from: Resource, all: TerraformResources): ReadonlySet<Resource> {
  const tasks = all.resolve(entry(from.values, 'task_definition'), from, [
    'aws_ecs_task_definition',
  ]).resources;
  return new Set([
    ...all.referred(from.values, from),
    ...tasks.flatMap((task) => [...all.referred(task.values, task)]),
  ]);
}
