/** Resources of AWS in Terraform and CloudFormation: how the internet reaches them, and what they lead to. */
import type { System } from '@theriac/core';
import { entry, type Resource, textOf } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { doubtOf } from '../answers.ts';
import { dataClassOf } from '../data-class.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { labelOf, type TerraformResources, typeOf } from '../terraform-references.ts';
import { storeData } from '../workload.ts';
import { AwsAcls } from './acl.ts';
import { connectBuckets } from './buckets.ts';
import { connectEntries } from './entries.ts';
import { AwsExposure } from './exposure.ts';
import { SecurityGroups } from './groups.ts';
import { connectMembers } from './inside.ts';
import { balancerLogin, type Login } from './logins.ts';
import { type Member, membersOf } from './members.ts';
import { CLINICAL_TYPES, NETWORK_STORES, PERMITTED_STORES } from './parts.ts';
import { AwsReach } from './reach.ts';
import { AwsRoles } from './roles.ts';
import { AwsRoutes } from './routes.ts';
import { connectSearch } from './search-domains.ts';
import { serverFacts } from './server-facts.ts';

export function addAws(graph: AccessGraph, all: TerraformResources, systems: readonly System[]): AwsRoles {
  const groups = new SecurityGroups(all);
  const routes = new AwsRoutes(all);
  const exposure = new AwsExposure(all, groups, routes, new AwsAcls(all));
  const members = membersOf(all);
  for (const { resource, kind } of members) {
    const { at } = resource;
    if (kind === 'store') addStore(graph, resource, all, systems);
    else graph.add({ id: all.id(resource), kind, label: labelOf(resource), at });
  }
  for (const type of Object.keys(PERMITTED_STORES))
    for (const resource of all.of(type)) addStore(graph, resource, all, systems);
  for (const member of members) {
    const login = loginOf(member, all);
    for (const hop of exposure.hopsTo(member, login)) graph.connect(hop);
    if (member.kind === 'workload') connectOut(graph, member, { all, groups, exposure });
  }
  connectMembers(members, { graph, all, groups, reach: new AwsReach(all, routes) });
  connectEntries(graph, all);
  connectBuckets(graph, all);
  connectSearch(graph, all);
  const roles = new AwsRoles(graph, all);
  roles.connect();
  return roles;
}

function loginOf({ resource, kind }: Member, all: TerraformResources): Login {
  if (kind === 'entry') return balancerLogin(resource, all);
  return { authentication: kind === 'store' ? serverFacts(resource, all).authentication : 'unknown' };
}

function addStore(
  graph: AccessGraph,
  resource: Resource,
  all: TerraformResources,
  systems: readonly System[],
): void {
  const { at, values } = resource;
  const type = typeOf(resource);
  const engine = textOf(entry(values, 'engine') ?? entry(values, 'engine_type'));
  const kind = NETWORK_STORES[type]?.technology ?? PERMITTED_STORES[type]?.[0] ?? type;
  const technology = engine === undefined ? kind : `${kind} (${engine})`;
  const isClinical = CLINICAL_TYPES.includes(type);
  graph.add({
    id: all.id(resource),
    kind: 'store',
    label: labelOf(resource),
    at,
    technology,
    data: storeData(
      { technology, isClinical },
      systemFor(systems, at.path),
      dataClassOf(entry(values, 'tags')),
    ),
  });
}

/** Where a workload may connect to: its groups and its routes have to let it. */
function connectOut(
  graph: AccessGraph,
  member: Member,
  {
    all,
    groups,
    exposure,
  }: {
    readonly all: TerraformResources;
    readonly groups: SecurityGroups;
    readonly exposure: AwsExposure;
  },
): void {
  const rule = member.groups.resources
    .flatMap((group) => groups.rulesOf(group, 'egress'))
    .find(({ isEveryone }) => isEveryone);
  if (rule === undefined) return;
  const way = exposure.leaves(member);
  if (way.state === 'no') return;
  graph.connect({
    from: all.id(member.resource),
    to: INTERNET,
    at: rule.at,
    by: 'its security group lets it connect to every address',
    cut: 'name the addresses that it needs in the egress rule',
    tls: 'unknown',
    authentication: 'unknown',
    isUsed: false,
    ...doubtOf(way),
  });
}
