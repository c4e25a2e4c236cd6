/** Route tables: which one a subnet has, and where it leads. */
import { type ConfigValue, entry, type Resource, textOf } from '@theriac/core/configuration';
import { isEveryone } from '../addresses.ts';
import { type Answered, anyOf, NO, unknown, yes } from '../answers.ts';
import { blocksAt, type TerraformResources, typeOf } from '../terraform-references.ts';

/** Where a route leads, by the setting that names it. */
const TARGETS: readonly (readonly [key: string, kind: RouteKind])[] = [
  ['egress_only_gateway_id', 'egress'],
  ['egress_only_internet_gateway_id', 'egress'],
  ['nat_gateway_id', 'egress'],
  ['transit_gateway_id', 'transit'],
  ['vpc_peering_connection_id', 'peering'],
  ['vpc_endpoint_id', 'elsewhere'],
  ['network_interface_id', 'elsewhere'],
  ['instance_id', 'elsewhere'],
  ['carrier_gateway_id', 'elsewhere'],
  ['local_gateway_id', 'elsewhere'],
  ['core_network_arn', 'elsewhere'],
  ['gateway_id', 'gateway'],
];

type RouteKind = 'internet' | 'egress' | 'transit' | 'peering' | 'elsewhere' | 'gateway';

export interface Route {
  readonly at: ConfigValue['at'];
  readonly table: Resource;
  /** Ranges of addresses; undefined: not known. */
  readonly destination: string | undefined;
  readonly kind: RouteKind;
  /** What it names: for peering and transit gateways. */
  readonly to: readonly Resource[];
  /** Why it is not known where it leads. */
  readonly unknown: string | undefined;
}

const TABLES = ['aws_route_table', 'aws_default_route_table'];
const GATEWAYS = ['aws_internet_gateway', 'data.aws_internet_gateway'];

/** The tables of a subnet. */
interface Tables {
  readonly tables: readonly Resource[];
  /** Settings of a network that are its main table. */
  readonly routes: readonly Route[];
  readonly unknown?: string;
  /** It belongs to the network that each account has from the start. */
  readonly isDefault?: true;
}

export class AwsRoutes {
  readonly #all: TerraformResources;
  readonly #tables = new Map<Resource, Tables>();
  readonly #routes = new Map<Resource, readonly Route[]>();

  constructor(all: TerraformResources) {
    this.#all = all;
  }

  /** Whether a subnet has a route to every address through an internet gateway, so that it can be reached from there. */
  isPublic(subnet: Resource): Answered {
    const found = this.#tablesOf(subnet);
    if (found.isDefault === true) return yes();
    const answers = this.routesOf(subnet).map((route) => isOpen(route));
    if (found.unknown !== undefined) answers.push(unknown(found.unknown));
    return anyOf(answers);
  }

  /** Whether what is in a subnet can connect to every address: by an internet gateway, or by address translation. */
  leaves(subnet: Resource): Answered {
    const nat = this.routesOf(subnet).find(
      ({ kind, destination }) => kind === 'egress' && destination !== undefined && isEveryone(destination),
    );
    if (nat === undefined) return this.isPublic(subnet);
    return yes({
      at: nat.at,
      by: `${nat.table.name} sends every address to a gateway that translates addresses`,
      cut: 'remove the route',
    });
  }

  routesOf(subnet: Resource): readonly Route[] {
    const { tables, routes } = this.#tablesOf(subnet);
    return [...routes, ...tables.flatMap((table) => [...this.#routesIn(table)])];
  }

  #tablesOf(subnet: Resource): Tables {
    const known = this.#tables.get(subnet) ?? this.#findTables(subnet);
    this.#tables.set(subnet, known);
    return known;
  }

  #findTables(subnet: Resource): Tables {
    const all = this.#all;
    const own = all.referring(subnet, 'aws_route_table_association', 'subnet_id');
    if (own.length > 0) {
      const tables = own.map((one) => all.resolve(entry(one.values, 'route_table_id'), one, TABLES));
      const [first] = tables.flatMap(({ unknown: why }) => why ?? []);
      return {
        tables: tables.flatMap(({ resources }) => [...resources]),
        routes: [],
        ...(first === undefined ? {} : { unknown: `its route table is not known: ${first}` }),
      };
    }
    // It may be one that is associated by a name that is not known.
    const open = all
      .of('aws_route_table_association')
      .filter((one) => one.scope === subnet.scope)
      .find((one) => {
        const value = entry(one.values, 'subnet_id');
        return value?.kind === 'unknown' && (value.refers?.length ?? 0) === 0;
      });
    if (open !== undefined)
      return { tables: [], routes: [], unknown: `${open.name} may give it a route table` };
    return this.#mainTable(subnet);
  }

  /** Of the network, where a subnet has no table of its own. */
  #mainTable(subnet: Resource): Tables {
    const all = this.#all;
    if (typeOf(subnet) === 'aws_default_subnet') return { tables: [], routes: [], isDefault: true };
    const { resources, unknown: why } = all.resolve(entry(subnet.values, 'vpc_id'), subnet, [
      'aws_vpc',
      'aws_default_vpc',
    ]);
    const [vpc] = resources;
    if (vpc === undefined)
      return {
        tables: [],
        routes: [],
        unknown: `the main route table of its network is not in the files${why === undefined ? '' : ` (${why})`}`,
      };
    const tables = [
      ...all
        .referring(vpc, 'aws_main_route_table_association', 'vpc_id')
        .flatMap((one) => [...all.resolve(entry(one.values, 'route_table_id'), one, TABLES).resources]),
      ...all.referring(vpc, 'aws_default_route_table', 'default_route_table_id'),
    ];
    const routes = all
      .referring(vpc, 'aws_route', 'route_table_id')
      .map((one) => this.#route(one.values, vpc));
    if (typeOf(vpc) === 'aws_default_vpc' && tables.length === 0)
      return { tables: [], routes, isDefault: true };
    return { tables, routes };
  }

  #routesIn(table: Resource): readonly Route[] {
    const known = this.#routes.get(table);
    if (known !== undefined) return known;
    const inline = entry(table.values, 'route');
    const routes = [
      ...blocksAt(inline).map((block) => this.#route(block, table)),
      ...this.#all
        .referring(table, 'aws_route', 'route_table_id')
        .map((one) => this.#route(one.values, table, one)),
    ];
    this.#routes.set(table, routes);
    return routes;
  }

  #route(values: ConfigValue, table: Resource, by: Resource = table): Route {
    if (values.kind === 'unknown')
      return {
        at: values.at,
        table,
        destination: undefined,
        kind: 'gateway',
        to: [],
        unknown: values.reason,
      };
    const destinations = [
      'cidr_block',
      'destination_cidr_block',
      'ipv6_cidr_block',
      'destination_ipv6_cidr_block',
      'destination_prefix_list_id',
    ].flatMap((key) => {
      const value = entry(values, key);
      return value === undefined || value.kind === 'empty' || textOf(value) === '' ? [] : [value];
    });
    const [key, kind] = TARGETS.find(([name]) => {
      const value = entry(values, name);
      return value !== undefined && value.kind !== 'empty' && textOf(value) !== '';
    }) ?? ['', 'elsewhere'];
    const value = entry(values, key);
    const to = this.#all.referred(value, by);
    const isGateway =
      to.some((one) => GATEWAYS.includes(typeOf(one))) || textOf(value)?.startsWith('igw-') === true;
    const known = kind !== 'gateway' || isGateway || to.length > 0 || value?.kind === 'scalar';
    return {
      at: destinations[0]?.at ?? values.at,
      table,
      destination: textOf(destinations[0]),
      kind: kind === 'gateway' && isGateway ? 'internet' : kind,
      to,
      unknown: known ? undefined : value?.kind === 'unknown' ? value.reason : undefined,
    };
  }
}

function isOpen({ at, table, destination, kind, to, unknown: why }: Route): Answered {
  const isWhole = destination === undefined ? undefined : isEveryone(destination);
  if (isWhole === false || kind === 'egress' || kind === 'peering' || kind === 'transit') return NO;
  if (kind === 'internet')
    return isWhole === undefined
      ? unknown(`which addresses ${table.name} sends to the internet is not known`)
      : yes({
          at,
          by: `${table.name} sends every address to ${to.find((one) => GATEWAYS.includes(typeOf(one)))?.name ?? 'an internet gateway'}`,
          cut: 'remove the route to the internet gateway, or give it a subnet without one',
        });
  if (why !== undefined) return unknown(`a route of ${table.name} is not known: ${why}`);
  return kind === 'elsewhere' && isWhole === true
    ? unknown(`what ${table.name} sends every address to is not judged`)
    : NO;
}
