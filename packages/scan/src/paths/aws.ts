/** Resources of AWS in Terraform: public addresses, load balancers, groups, roles, and what they lead to. */
import type { System } from '@theriac/core';
import { entry, inside, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { systemFor } from '@theriac/govern';
import { covers, type GroupRule, rulesOf } from './aws-groups.ts';
import {
  CLINICAL_TYPES,
  grantsOf,
  groupsOf,
  NETWORK_STORES,
  PERMITTED_STORES,
  portOf,
  rolesOf,
  WORKLOADS,
} from './aws-parts.ts';
import { type AccessGraph, INTERNET } from './graph.ts';
import { tlsOfPort } from './ports.ts';
import { isText, type TerraformResources, textsOf, typeOf } from './terraform-references.ts';
import { storeData } from './workload.ts';

interface Member {
  readonly resource: Resource;
  readonly groups: readonly Resource[];
  readonly port: number | undefined;
}

export function addAws(graph: AccessGraph, all: TerraformResources, systems: readonly System[]): void {
  new Aws(graph, all, systems).add();
}

const idOf = ({ name }: Resource): string => `terraform:${name}`;

class Aws {
  readonly #graph: AccessGraph;
  readonly #all: TerraformResources;
  readonly #systems: readonly System[];
  readonly #rules = new Map<Resource, readonly GroupRule[]>();

  constructor(graph: AccessGraph, all: TerraformResources, systems: readonly System[]) {
    this.#graph = graph;
    this.#all = all;
    this.#systems = systems;
  }

  add(): void {
    const members = [...this.#stores(), ...this.#workloads(), ...this.#balancers()];
    for (const member of members) this.#fromInternet(member);
    this.#betweenGroups(members);
    this.#targets();
    this.#functions();
    this.#buckets();
    this.#grants();
  }

  #stores(): Member[] {
    for (const [type, [technology]] of Object.entries(PERMITTED_STORES))
      for (const resource of this.#all.of(type)) this.#addStore(resource, technology);
    return Object.entries(NETWORK_STORES).flatMap(([type, row]) =>
      this.#all.of(type).map((resource) => {
        const engine = textOf(entry(resource.values, 'engine'));
        this.#addStore(resource, engine === undefined ? row.technology : `${row.technology} (${engine})`);
        return { resource, groups: groupsOf(resource, row.groups, this.#all), port: portOf(resource) };
      }),
    );
  }

  #addStore(resource: Resource, technology: string): void {
    const { name, at, values } = resource;
    const tags = entry(values, 'tags');
    const dataClass = ['data-classification', 'DataClassification', 'data_class', 'theriac-data']
      .map((key) => textOf(entry(tags, key)))
      .find((text) => text !== undefined);
    const isClinical = CLINICAL_TYPES.includes(typeOf(resource));
    this.#graph.add({
      id: idOf(resource),
      kind: 'store',
      label: name,
      at,
      technology,
      data: storeData({ technology, isClinical }, systemFor(this.#systems, at.path), dataClass),
    });
  }

  #workloads(): Member[] {
    return Object.entries(WORKLOADS).flatMap(([type, row]) =>
      this.#all.of(type).map((resource) => {
        this.#graph.add({ id: idOf(resource), kind: 'workload', label: resource.name, at: resource.at });
        return { resource, groups: groupsOf(resource, row.groups, this.#all), port: undefined };
      }),
    );
  }

  #balancers(): Member[] {
    return this.#all.of('aws_lb', 'aws_alb', 'aws_elb').map((resource) => {
      this.#graph.add({ id: idOf(resource), kind: 'entry', label: resource.name, at: resource.at });
      return { resource, groups: groupsOf(resource, ['security_groups'], this.#all), port: undefined };
    });
  }

  #rulesOf(group: Resource): readonly GroupRule[] {
    const known = this.#rules.get(group) ?? rulesOf(group, this.#all, 'ingress');
    this.#rules.set(group, known);
    return known;
  }

  #fromInternet(member: Member): void {
    const { resource, groups, port } = member;
    const address = this.#publicAddress(resource);
    if (address === 'no') return;
    const rule = groups
      .flatMap((group) => this.#rulesOf(group))
      .find((one) => covers(one, port) && (one.isEveryone || one.unknown !== undefined));
    const isNetworkBalancer = typeOf(resource) === 'aws_lb' && groups.length === 0;
    if (rule === undefined && !isNetworkBalancer) return;
    const doubt =
      address === 'unknown'
        ? 'whether it has a public address is not in the files'
        : (rule?.unknown ?? undefined);
    const ports = rule === undefined ? 'its ports' : portsText(rule);
    this.#graph.connect({
      from: INTERNET,
      to: idOf(resource),
      at: rule?.at ?? resource.at,
      by: `it has a public address, and its security group lets every address to ${ports}`,
      cut: 'name the addresses in the security group, or give it no public address',
      tls: this.#tlsOf(resource, rule),
      authentication: 'unknown',
      isUsed: true,
      ...(doubt === undefined ? {} : { unknown: doubt }),
    });
  }

  #tlsOf(resource: Resource, rule: GroupRule | undefined): ReturnType<typeof tlsOfPort> {
    const listeners = this.#all
      .of('aws_lb_listener', 'aws_alb_listener')
      .filter((one) => this.#all.referred(entry(one.values, 'load_balancer_arn')).includes(resource))
      .filter((one) => textOf(inside(itemsOf(entry(one.values, 'default_action'))[0], 'type')) !== 'redirect')
      .map((one) => textOf(entry(one.values, 'protocol')));
    if (listeners.length > 0)
      return listeners.every((one) => one === 'HTTPS' || one === 'TLS') ? 'yes' : 'no';
    return rule !== undefined && rule.from === rule.to ? tlsOfPort(rule.from) : 'unknown';
  }

  #publicAddress({ values, type, name }: Resource): 'yes' | 'no' | 'unknown' {
    switch (type.slice('terraform.'.length)) {
      case 'aws_lb':
      case 'aws_alb':
      case 'aws_elb': {
        const internal = entry(values, 'internal');
        return internal?.kind === 'unknown' ? 'unknown' : textOf(internal) === 'true' ? 'no' : 'yes';
      }
      case 'aws_instance': {
        const own = entry(values, 'associate_public_ip_address');
        if (
          this.#all
            .of('aws_eip', 'aws_eip_association')
            .some((one) =>
              this.#all
                .referred(entry(one.values, 'instance') ?? entry(one.values, 'instance_id'))
                .some((to) => to.name === name),
            )
        )
          return 'yes';
        if (own?.kind === 'scalar') return own.text === 'true' ? 'yes' : 'no';
        const [subnet] = this.#all.referred(entry(values, 'subnet_id'));
        if (subnet === undefined) return 'unknown';
        return isText(subnet.values, 'map_public_ip_on_launch', 'true') ? 'yes' : 'no';
      }
      case 'aws_launch_template':
      case 'aws_launch_configuration':
      case 'aws_ecs_service': {
        const blocks = [
          values,
          ...itemsOf(entry(values, 'network_interfaces')),
          ...itemsOf(entry(values, 'network_configuration')),
        ];
        return blocks.some(
          (one) =>
            isText(one, 'associate_public_ip_address', 'true') || isText(one, 'assign_public_ip', 'true'),
        )
          ? 'yes'
          : 'no';
      }
      case 'aws_opensearch_domain':
      case 'aws_elasticsearch_domain':
      case 'aws_lambda_function':
      case 'aws_efs_file_system':
        return 'no';
      default: {
        const own = entry(values, 'publicly_accessible');
        return own?.kind === 'unknown' ? 'unknown' : textOf(own) === 'true' ? 'yes' : 'no';
      }
    }
  }

  /** Members of a group that another one lets in: on purpose by its group, by chance through a range of addresses. */
  #betweenGroups(members: readonly Member[]): void {
    const byGroup = new Map<Resource, Member[]>();
    for (const member of members)
      for (const group of member.groups) byGroup.set(group, [...(byGroup.get(group) ?? []), member]);
    for (const to of members) {
      if (this.#graph.node(idOf(to.resource))?.kind === 'entry') continue;
      for (const rule of to.groups.flatMap((group) => this.#rulesOf(group))) {
        if (!covers(rule, to.port)) continue;
        const named = rule.groups.flatMap((group) => byGroup.get(group) ?? []);
        for (const from of named) if (from !== to) this.#connectMembers(from, to, rule, true);
        if (!rule.isNetwork && !rule.isEveryone) continue;
        for (const from of members)
          if (from !== to && from.groups.length > 0 && !named.includes(from))
            this.#connectMembers(from, to, rule, false);
      }
    }
  }

  #connectMembers(from: Member, to: Member, rule: GroupRule, isUsed: boolean): void {
    // A load balancer passes on to its targets only.
    if (this.#graph.node(idOf(from.resource))?.kind === 'entry' && !isUsed) return;
    this.#graph.connect({
      from: idOf(from.resource),
      to: idOf(to.resource),
      at: rule.at,
      by: isUsed
        ? `its security group names that of ${from.resource.name} for ${portsText(rule)}`
        : `its security group lets a whole range of addresses to ${portsText(rule)}`,
      cut: isUsed
        ? 'remove the rule of the security group'
        : 'name the security group that needs it, not a range of addresses',
      tls: 'unknown',
      authentication: 'unknown',
      isUsed,
    });
  }

  /** Load balancers → target groups → what is registered there. */
  #targets(): void {
    const all = this.#all;
    for (const listener of all.of('aws_lb_listener', 'aws_alb_listener', 'aws_lb_listener_rule')) {
      const groups = all.referred(listener.values).filter((one) => typeOf(one).endsWith('_target_group'));
      const [balancer] = this.#balancerOf(listener);
      if (balancer === undefined) continue;
      for (const group of groups)
        for (const target of this.#registered(group)) {
          this.#graph.connect({
            from: idOf(balancer),
            to: idOf(target),
            at: listener.at,
            by: `${listener.name} passes to ${group.name}`,
            cut: 'remove it from the target group',
            tls: 'unknown',
            authentication: 'unknown',
            isUsed: true,
          });
        }
    }
  }

  #balancerOf(listener: Resource): readonly Resource[] {
    const direct = this.#all.referred(entry(listener.values, 'load_balancer_arn'));
    if (direct.length > 0) return direct;
    return this.#all
      .referred(entry(listener.values, 'listener_arn'))
      .flatMap((one) => [...this.#all.referred(entry(one.values, 'load_balancer_arn'))]);
  }

  #registered(group: Resource): readonly Resource[] {
    const all = this.#all;
    const attached = all
      .of('aws_lb_target_group_attachment', 'aws_alb_target_group_attachment')
      .filter((one) => all.referred(entry(one.values, 'target_group_arn')).includes(group))
      .flatMap((one) => [...all.referred(entry(one.values, 'target_id'))]);
    const services = all
      .of('aws_ecs_service')
      .filter((one) => all.referred(entry(one.values, 'load_balancer')).includes(group));
    const templates = all
      .of('aws_autoscaling_group')
      .filter((one) => all.referred(entry(one.values, 'target_group_arns')).includes(group))
      .flatMap((one) => [
        ...all.referred(entry(one.values, 'launch_template')),
        ...all.referred(entry(one.values, 'launch_configuration')),
      ]);
    return [...attached, ...services, ...templates].filter(
      (one) => this.#graph.node(idOf(one)) !== undefined,
    );
  }

  /** Function URLs and API gateways. */
  #functions(): void {
    const all = this.#all;
    for (const url of all.of('aws_lambda_function_url')) {
      const isOpen = isText(url.values, 'authorization_type', 'NONE');
      for (const target of all.referred(entry(url.values, 'function_name')))
        this.#graph.connect({
          from: INTERNET,
          to: idOf(target),
          at: url.at,
          by: 'it has an address of its own (function URL)',
          cut: 'set `authorization_type` to AWS_IAM, or remove the address',
          tls: 'yes',
          authentication: isOpen ? 'no' : 'yes',
          isUsed: true,
        });
    }
    for (const integration of all.of('aws_apigatewayv2_integration', 'aws_api_gateway_integration')) {
      const key = typeOf(integration) === 'aws_api_gateway_integration' ? 'rest_api_id' : 'api_id';
      const [api] = all.referred(entry(integration.values, key));
      if (api === undefined) continue;
      this.#addApi(api, key);
      for (const target of all.referred(
        entry(integration.values, 'uri') ?? entry(integration.values, 'integration_uri'),
      ))
        if (this.#graph.node(idOf(target)) !== undefined)
          this.#graph.connect({
            from: idOf(api),
            to: idOf(target),
            at: integration.at,
            by: `${integration.name} passes to it`,
            cut: 'remove the integration',
            tls: 'yes',
            authentication: 'unknown',
            isUsed: true,
          });
    }
  }

  #addApi(api: Resource, key: string): void {
    const id = idOf(api);
    if (this.#graph.node(id) !== undefined) return;
    this.#graph.add({ id, kind: 'entry', label: api.name, at: api.at });
    const isPrivate = itemsOf(entry(api.values, 'endpoint_configuration')).some((one) =>
      textsOf(entry(one, 'types')).includes('PRIVATE'),
    );
    if (isPrivate) return;
    const routes = this.#all
      .of(key === 'rest_api_id' ? 'aws_api_gateway_method' : 'aws_apigatewayv2_route')
      .filter((one) => this.#all.referred(entry(one.values, key)).includes(api));
    const kinds = routes.map(
      (one) =>
        textOf(entry(one.values, 'authorization') ?? entry(one.values, 'authorization_type')) ?? 'NONE',
    );
    this.#graph.connect({
      from: INTERNET,
      to: id,
      at: api.at,
      by: 'the API has a public address',
      cut: 'make the endpoint PRIVATE, or ask every caller who they are',
      tls: 'yes',
      authentication: kinds.length === 0 ? 'unknown' : kinds.every((kind) => kind !== 'NONE') ? 'yes' : 'no',
      isUsed: true,
    });
  }

  /** Buckets that everyone may read. */
  #buckets(): void {
    for (const bucket of this.#all.of('aws_s3_bucket')) {
      const { values } = bucket;
      const block = itemsOf(entry(values, '@public_access_block'))[0];
      const acl = [values, ...itemsOf(entry(values, '@acl'))]
        .map((one) => entry(one, 'acl'))
        .find((one) => /^public-read/.test(textOf(one) ?? ''));
      const policy = [values, ...itemsOf(entry(values, '@policy'))]
        .flatMap((one) => itemsOf(inside(one, 'policy', 'Statement')))
        .find(
          (one) =>
            textOf(entry(one, 'Effect')) === 'Allow' &&
            entry(one, 'Condition') === undefined &&
            [...textsOf(entry(one, 'Principal')), ...textsOf(inside(one, 'Principal', 'AWS'))].includes('*'),
        );
      const isBlocked = (key: string): boolean => textOf(entry(block, key)) === 'true';
      const by =
        acl !== undefined && !isBlocked('ignore_public_acls') && !isBlocked('block_public_acls')
          ? { at: acl.at, text: 'its ACL lets everyone read' }
          : policy !== undefined && !isBlocked('restrict_public_buckets') && !isBlocked('block_public_policy')
            ? { at: policy.at, text: 'its policy lets everyone in' }
            : undefined;
      if (by === undefined) continue;
      this.#graph.connect({
        from: INTERNET,
        to: idOf(bucket),
        at: by.at,
        by: by.text,
        cut: 'block public access (aws_s3_bucket_public_access_block), and name who may read',
        tls: 'unknown',
        authentication: 'no',
        isUsed: true,
      });
    }
  }

  /** What roles of workloads let them do with stores. */
  #grants(): void {
    for (const type of Object.keys(WORKLOADS))
      for (const workload of this.#all.of(type))
        for (const role of rolesOf(workload, this.#all))
          for (const grant of grantsOf(role, this.#all))
            for (const [storeType, [, service]] of Object.entries(PERMITTED_STORES)) {
              const action = grant.actions.find(
                (one) => one === '*' || one.toLowerCase().startsWith(`${service}:`),
              );
              if (action === undefined) continue;
              for (const store of this.#all.of(storeType)) {
                const isNamed = grant.resources.includes(store);
                if (!isNamed && !grant.isEverything) continue;
                this.#graph.connect({
                  from: idOf(workload),
                  to: idOf(store),
                  at: grant.at,
                  by: isNamed ? `${role.name} may ${action}` : `${role.name} may ${action} on everything`,
                  cut: isNamed ? 'take the permission from the role' : 'name the stores that the role needs',
                  tls: 'yes',
                  authentication: 'yes',
                  isUsed: isNamed,
                });
              }
            }
  }
}

function portsText({ from, to }: GroupRule): string {
  if (from <= 0 && to >= 65_535) return 'every port';
  return from === to ? `port ${from}` : `ports ${from}–${to}`;
}
