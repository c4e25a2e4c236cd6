/** Who can reach what: nodes and hops of the graph over configuration, and what a report says about it. */
import type { KnownUnknown } from '../inventory/component.ts';
import type { Place } from './value.ts';

export type NodeKind =
  /** Where anyone can come from. */
  | 'internet'
  /** A load balancer, an ingress, a gateway: it takes connections and passes them on. */
  | 'entry'
  /** Something that runs code of ours or of others. */
  | 'workload'
  /** Where data is kept. */
  | 'store'
  /** Every pod of a cluster, every machine of a network: what is reached because nothing says otherwise. */
  | 'network';

export interface PathNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** For people: `Deployment/ward/api`, `services.db`. */
  readonly label: string;
  /** Absent: the internet. */
  readonly at?: Place;
  /** What keeps the data: `PostgreSQL`, `Orthanc`. */
  readonly technology?: string;
  /** Whether what it keeps is patient data; only for stores. */
  readonly data?: StoreData;
  /** A store that is an application too: who has broken into it goes on from there. */
  readonly isApplication?: true;
}

export interface StoreData {
  readonly class: 'phi' | 'other' | 'unknown';
  /** Why it is thought so: `an image archive`, `theriac.yaml:4`. */
  readonly why: string;
}

/** Three-valued: what is not in the files is not known. */
export type Known = 'yes' | 'no' | 'unknown';

/** Something else without which a hop is not possible: the route that leads to an address, the policy of a role. */
export interface Condition {
  readonly at: Place;
  /** `aws_route_table.public sends every address to aws_internet_gateway.main` */
  readonly by: string;
  /** What would end the hop there. */
  readonly cut: string;
}

export interface Hop {
  readonly from: string;
  readonly to: string;
  /** Where the configuration says it. */
  readonly at: Place;
  /** Why it is possible: `port 5432 is published on every address`. */
  readonly by: string;
  /** What would end it: `publish it on 127.0.0.1, or not at all`. */
  readonly cut: string;
  /** What else has to hold; each of them ends the hop when it is cut. */
  readonly also?: readonly Condition[];
  readonly tls: Known;
  readonly authentication: Known;
  /** Whether the login asks for a second factor; absent: nothing says it. */
  readonly mfa?: Known;
  /** Whether something says that the one uses the other; false: nothing keeps them apart, and nothing says why. */
  readonly isUsed: boolean;
  /** It is a port of DICOM or MLLP, which ask nobody; what else the server offers may ask. */
  readonly isMachineProtocol?: true;
  /** Why it is not known whether it is possible; absent: it is. */
  readonly unknown?: string;
}

/** How the internet reaches one store. */
export interface AccessPath {
  /** Id of the store. */
  readonly store: string;
  /** From the internet to the store; the shortest way. */
  readonly hops: readonly Hop[];
  /** The fewest hops that end every way to the store when they are cut; empty where they are more than 50. */
  readonly cuts: readonly Hop[];
  /** Whether each hop is possible for certain. */
  readonly isCertain: boolean;
  /** Rules that have a finding about the store, sorted. */
  readonly rules: readonly string[];
  /** Rules that would have one, were what is not known as bad as it may be; each with the way that it would be. */
  readonly doubts: readonly Doubt[];
}

export interface Doubt {
  readonly rule: string;
  readonly hops: readonly Hop[];
}

/** What may leave: a node that holds patient data, or stands next to it, and connects to every address. */
export interface Egress {
  readonly node: string;
  readonly hop: Hop;
}

export interface AccessReport {
  /** How many things the configuration declares; 0: none was read. */
  readonly declared: number;
  readonly nodes: readonly PathNode[];
  readonly hops: readonly Hop[];
  /** Patient data first, then by name. */
  readonly paths: readonly AccessPath[];
  /** Ids of stores that the internet does not reach by what was read. */
  readonly unreached: readonly string[];
  readonly egress: readonly Egress[];
  readonly unknowns: readonly KnownUnknown[];
}
