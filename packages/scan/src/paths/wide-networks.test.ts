import { systemsOf } from '@theriac/govern';
import { describe, expect, test } from 'vitest';
import { configurationInMemory } from '../configuration.ts';
import { buildGraph } from './build-graph.ts';
import { wrongPaths } from './findings.ts';
import { type AccessGraph, MOST_PAIRED } from './graph.ts';
import { accessPaths } from './search.ts';

const MEMBERS = MOST_PAIRED * 2;
const each = (line: (i: number) => string, count = MEMBERS): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

async function graphOf(file: string, text: string): Promise<AccessGraph> {
  return buildGraph((await configurationInMemory({ [file]: text })).resources, systemsOf([], 'ward'));
}

/** An application that faces the internet, a database, and many that have nothing to do with either. */
const compose = (webNetwork: string, environment: string, count?: number): string =>
  `services:
  web: {image: registry.example/web:1, ports: ["443:443"], networks: [${webNetwork}]${environment}}
  db: {image: "postgres:17", networks: [inner]}
${each((i) => `  s${i}: {image: "registry.example/s:1", networks: [inner]}\n`, count)}networks:
  inner: {}
  outer: {}
`;

const google = (count: number, configuration: string): string =>
  `resource "google_compute_network" "v" { name = "v" }
resource "google_compute_firewall" "web" {
  network       = google_compute_network.v.id
  source_ranges = ["0.0.0.0/0"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}
resource "google_sql_database_instance" "db" {
  database_version = "POSTGRES_17"
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      ipv4_enabled = false
      ${configuration}
    }
  }
}
${each((i) => `resource "google_compute_instance" "m${i}" {\n  network_interface {\n    network = google_compute_network.v.id\n    access_config {}\n  }\n}\n`, count)}`;

const rulesIn = (graph: AccessGraph): string[] =>
  wrongPaths(graph)
    .map(({ rule }) => rule.id)
    .filter((id) => !id.endsWith('EGRESS'));

describe('many on one network', () => {
  test('are joined by hops that grow with them, not with their square', async () => {
    const graph = await graphOf('compose.yaml', compose('inner', ''));
    expect(graph.hops().length).toBeLessThan(4 * MEMBERS);
    expect(graph.nodes().filter(({ kind }) => kind === 'network')).toHaveLength(1);
  });

  test.each([
    ['few', 2],
    ['many', MEMBERS],
  ])('of Compose, %s: the store is not segmented from what faces the internet', async (_, count) => {
    expect(rulesIn(await graphOf('compose.yaml', compose('inner', '', count)))).toEqual([
      'THERIAC-PATH-NOT-SEGMENTED',
    ]);
  });

  test('of Compose: nothing is said of what is on another network', async () => {
    const graph = await graphOf('compose.yaml', compose('outer', ''));
    expect(rulesIn(graph)).toEqual([]);
    expect(accessPaths(graph)).toEqual([]);
  });

  test('of Compose: what a service is told to use, it uses', async () => {
    const graph = await graphOf('compose.yaml', compose('inner', ', environment: {DB: "postgres://db/emr"}'));
    expect(rulesIn(graph)).toEqual([]);
    expect(accessPaths(graph).map(({ hops }) => hops.map(({ by }) => by))).toEqual([
      ['port 443 is published on every address', 'it uses db over the network inner'],
    ]);
  });

  test.each([
    ['few', 2],
    ['many', MEMBERS],
  ])('of Google Cloud, %s: the store is not segmented from what faces the internet', async (_, count) => {
    const inner = 'private_network = google_compute_network.v.id';
    expect(rulesIn(await graphOf('main.tf', google(count, inner)))).toEqual(['THERIAC-PATH-NOT-SEGMENTED']);
    expect(rulesIn(await graphOf('main.tf', google(count, '')))).toEqual([]);
  });
});
