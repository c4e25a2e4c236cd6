/** Who reaches whom on networks of AWS: on purpose by a security group, by chance through a range of addresses. */
import { entry, type Known, type Resource, textOf } from '@theriac/core/configuration';
import { overlap } from '../addresses.ts';
import { type Answered, doubtOf } from '../answers.ts';
import type { AccessGraph } from '../graph.ts';
import type { TerraformResources } from '../terraform-references.ts';
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
  const byGroup = new Map<Resource, Member[]>();
  for (const member of members)
    for (const group of member.groups.resources) byGroup.set(group, [...(byGroup.get(group) ?? []), member]);
  // A load balancer passes on to its targets only.
  const sources = members.filter(({ kind, groups }) => kind !== 'entry' && groups.resources.length > 0);
  for (const to of members) {
    if (to.kind === 'entry') continue;
    const facts = serverFacts(to.resource, inside.all);
    const connect = (from: Member, rule: GroupRule, isNamed: boolean): void => {
      if (from === to) return;
      const way = inside.reach.between(from, to);
      if (way.state !== 'no') connectTwo(from, to, rule, { inside, isNamed, facts, way });
    };
    for (const rule of to.groups.resources.flatMap((group) => inside.groups.rulesOf(group, 'ingress'))) {
      if (!covers(rule, to.port)) continue;
      const named = new Set(rule.groups.flatMap((group) => byGroup.get(group) ?? []));
      for (const from of named) connect(from, rule, true);
      if (!rule.isNetwork && !rule.isEveryone) continue;
      for (const from of sources) if (!named.has(from) && mayBeIn(from, rule)) connect(from, rule, false);
    }
  }
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

interface Between {
  readonly inside: Inside;
  readonly isNamed: boolean;
  readonly facts: { readonly tls: Known; readonly authentication: Known };
  readonly way: Exclude<Answered, { readonly state: 'no' }>;
}

function connectTwo(from: Member, to: Member, rule: GroupRule, between: Between): void {
  const { inside, isNamed, facts, way } = between;
  const { graph, all } = inside;
  const isTold = !isNamed && from.kind === 'workload' && mentions(from.resource, to.resource, all);
  const ports = portsText(rule);
  graph.connect({
    from: all.id(from.resource),
    to: all.id(to.resource),
    at: rule.at,
    by: isNamed
      ? `its security group names that of ${from.resource.name} for ${ports}`
      : isTold
        ? `${from.resource.name} names it, and its security group lets a range of addresses to ${ports}`
        : `its security group lets a whole range of addresses to ${ports}`,
    cut: isNamed
      ? 'remove the rule of the security group'
      : 'name the security group that needs it, not a range of addresses',
    ...facts,
    isUsed: isNamed || isTold,
    ...doubtOf(way),
  });
}

/** Whether what runs is given something of the store: its address in a variable, in user data, in a container. */
function mentions(from: Resource, to: Resource, all: TerraformResources): boolean {
  const told = all.referred(from.values, from);
  if (told.includes(to)) return true;
  return all
    .resolve(entry(from.values, 'task_definition'), from, ['aws_ecs_task_definition'])
    .resources.some((task) => all.referred(task.values, task).includes(to));
}
