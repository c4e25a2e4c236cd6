/** Load balancers, function URLs and API gateways: what they pass connections on to. */
import { entry, type Resource } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import {
  blocksAt,
  fileOf,
  isText,
  labelOf,
  type TerraformResources,
  textsOf,
  typeOf,
  valuesAt,
} from '../terraform-references.ts';
import { apiLogin } from './logins.ts';

export function connectEntries(graph: AccessGraph, all: TerraformResources): void {
  new Entries(graph, all).connect();
}

const TARGET_GROUPS = ['aws_lb_target_group', 'aws_alb_target_group'];

class Entries {
  readonly #graph: AccessGraph;
  readonly #all: TerraformResources;

  constructor(graph: AccessGraph, all: TerraformResources) {
    this.#graph = graph;
    this.#all = all;
  }

  connect(): void {
    this.#targets();
    this.#classic();
    this.#elsewhere();
    this.#functionUrls();
    this.#integrations();
    this.#events();
  }

  /** Load balancers → target groups → what is registered there. */
  #targets(): void {
    const all = this.#all;
    for (const listener of all.of('aws_lb_listener', 'aws_alb_listener', 'aws_lb_listener_rule')) {
      const groups = all
        .referred(listener.values, listener)
        .filter((one) => typeOf(one).endsWith('_target_group'));
      const balancers = this.#balancersOf(listener);
      if (balancers.length === 0) this.#withoutBalancer(listener, groups);
      for (const balancer of balancers)
        for (const group of groups)
          for (const target of this.#registered(group))
            this.#passOn(balancer, target, listener.at, {
              by: `${listener.name} passes to ${group.name}`,
              cut: 'remove it from the target group',
            });
    }
  }

  #balancersOf(listener: Resource): readonly Resource[] {
    const direct = this.#all.referred(entry(listener.values, 'load_balancer_arn'), listener);
    const through = this.#all
      .referred(entry(listener.values, 'listener_arn'), listener)
      .flatMap((one) => [...this.#all.referred(entry(one.values, 'load_balancer_arn'), one)]);
    return [...direct, ...through].filter((one) => this.#isDrawn(one));
  }

  #registered(group: Resource): readonly Resource[] {
    const all = this.#all;
    const attached = ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'].flatMap((type) =>
      all
        .referring(group, type, 'target_group_arn')
        .flatMap((one) => [...all.referred(entry(one.values, 'target_id'), one)]),
    );
    const services = all.referring(group, 'aws_ecs_service', 'load_balancer');
    const scaling = [
      ...all.referring(group, 'aws_autoscaling_group', 'target_group_arns'),
      ...['lb_target_group_arn', 'alb_target_group_arn'].flatMap((key) =>
        all
          .referring(group, 'aws_autoscaling_attachment', key)
          .flatMap((one) => [...all.referred(entry(one.values, 'autoscaling_group_name'), one)]),
      ),
    ];
    return [...attached, ...services, ...scaling.flatMap((one) => this.#templatesOf(one))].filter((one) =>
      this.#isDrawn(one),
    );
  }

  #templatesOf(scaling: Resource): readonly Resource[] {
    const { values } = scaling;
    return ['launch_template', 'launch_configuration', 'mixed_instances_policy'].flatMap((key) => [
      ...this.#all.referred(entry(values, key), scaling),
    ]);
  }

  /** Load balancers of the first kind name instances themselves. */
  #classic(): void {
    const all = this.#all;
    for (const balancer of all.of('aws_elb')) {
      const targets = [
        ...all.referred(entry(balancer.values, 'instances'), balancer),
        ...all
          .referring(balancer, 'aws_elb_attachment', 'elb')
          .flatMap((one) => [...all.referred(entry(one.values, 'instance'), one)]),
        ...all
          .referring(balancer, 'aws_autoscaling_group', 'load_balancers')
          .flatMap((one) => this.#templatesOf(one)),
      ];
      for (const target of targets)
        if (this.#isDrawn(target))
          this.#passOn(balancer, target, entry(balancer.values, 'instances')?.at ?? balancer.at, {
            by: `${balancer.name} passes to it`,
            cut: 'take it from the load balancer',
          });
    }
  }

  /** What is registered with a load balancer that is not in the files. */
  #elsewhere(): void {
    const registered = [
      ...this.#all.of('aws_ecs_service').map((one) => ({ one, key: 'load_balancer.target_group_arn' })),
      ...this.#all.of('aws_autoscaling_group').map((one) => ({ one, key: 'target_group_arns' })),
    ];
    for (const { one, key } of registered)
      for (const value of valuesAt(one.values, key.split('.'))) {
        const { unknown } = this.#all.resolve(value, one, TARGET_GROUPS);
        if (unknown === undefined) continue;
        const targets = typeOf(one) === 'aws_ecs_service' ? [one] : this.#templatesOf(one);
        for (const target of targets) this.#perhaps(target, value.at, unknown);
      }
  }

  /** A listener whose load balancer is not in the files, with what it passes to. */
  #withoutBalancer(listener: Resource, groups: readonly Resource[]): void {
    const { values } = listener;
    const named = entry(values, 'load_balancer_arn') ?? entry(values, 'listener_arn');
    if (named?.kind !== 'unknown') return;
    for (const group of groups)
      for (const target of this.#registered(group)) this.#perhaps(target, listener.at, named.reason);
  }

  #perhaps(target: Resource, at: Resource['at'], why: string): void {
    if (!this.#isDrawn(target)) return;
    this.#graph.connect({
      from: INTERNET,
      to: this.#all.id(target),
      at,
      by: 'a load balancer passes to it',
      cut: 'give the load balancer no public address',
      tls: 'unknown',
      authentication: 'unknown',
      isUsed: true,
      unknown: `the load balancer is not in the files: ${why}`,
    });
  }

  #functionUrls(): void {
    for (const url of this.#all.of('aws_lambda_function_url')) {
      const isOpen = isText(url.values, 'authorization_type', 'NONE');
      for (const target of this.#all.referredOrNamed(
        entry(url.values, 'function_name'),
        url,
        'aws_lambda_function',
      ))
        this.#graph.connect({
          from: INTERNET,
          to: this.#all.id(target),
          at: url.at,
          by: 'it has an address of its own (function URL)',
          cut: 'set `authorization_type` to AWS_IAM, or remove the address',
          tls: 'yes',
          authentication: isOpen ? 'no' : 'yes',
          isUsed: true,
        });
    }
  }

  #integrations(): void {
    const all = this.#all;
    for (const integration of all.of('aws_apigatewayv2_integration', 'aws_api_gateway_integration')) {
      const key = typeOf(integration) === 'aws_api_gateway_integration' ? 'rest_api_id' : 'api_id';
      const [api] = all.referred(entry(integration.values, key), integration);
      if (api === undefined) continue;
      this.#addApi(api, key);
      const target = entry(integration.values, 'uri') ?? entry(integration.values, 'integration_uri');
      for (const one of all.referred(target, integration))
        if (this.#isDrawn(one))
          this.#passOn(api, one, integration.at, {
            by: `${integration.name} passes to it`,
            cut: 'remove the integration',
          });
    }
  }

  /** Events of functions of SAM and of the Serverless Framework: `Function Event` is a method that calls `Function`. */
  #events(): void {
    for (const method of this.#all.of('aws_api_gateway_method', 'aws_apigatewayv2_route')) {
      const [name = '', event] = labelOf(method).split(' ');
      if (event === undefined || method.scope !== undefined) continue;
      for (const target of this.#all.called(`${fileOf(method)}${name}`, method))
        if (typeOf(target) === 'aws_lambda_function')
          this.#graph.connect({
            from: INTERNET,
            to: this.#all.id(target),
            at: method.at,
            by: `the event ${event} is an address of an API`,
            cut: 'remove the event, or ask every caller who they are',
            tls: 'yes',
            ...apiLogin([method], this.#all),
            isUsed: true,
          });
    }
  }

  #addApi(api: Resource, key: string): void {
    const id = this.#all.id(api);
    if (this.#graph.node(id) !== undefined) return;
    this.#graph.add({ id, kind: 'entry', label: labelOf(api), at: api.at });
    const isPrivate = blocksAt(api.values, 'endpoint_configuration').some((one) =>
      textsOf(entry(one, 'types')).includes('PRIVATE'),
    );
    if (isPrivate) return;
    const routes = this.#all.referring(
      api,
      key === 'rest_api_id' ? 'aws_api_gateway_method' : 'aws_apigatewayv2_route',
      key,
    );
    this.#graph.connect({
      from: INTERNET,
      to: id,
      at: api.at,
      by: 'the API has a public address',
      cut: 'make the endpoint PRIVATE, or ask every caller who they are',
      tls: 'yes',
      ...apiLogin(routes, this.#all),
      isUsed: true,
    });
  }

  #isDrawn(one: Resource): boolean {
    return this.#graph.node(this.#all.id(one)) !== undefined;
  }

  #passOn(
    from: Resource,
    to: Resource,
    at: Resource['at'],
    why: { readonly by: string; readonly cut: string },
  ): void {
    this.#graph.connect({
      from: this.#all.id(from),
      to: this.#all.id(to),
      at,
      ...why,
      tls: typeOf(from).includes('api') ? 'yes' : 'unknown',
      authentication: 'unknown',
      isUsed: true,
    });
  }
}
