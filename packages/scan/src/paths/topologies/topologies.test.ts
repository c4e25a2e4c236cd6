import { systemsOf } from '@theriac/govern';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { configurationInMemory } from '../../configuration.ts';
import { configuration } from '../../detectors/configuration/index.ts';
import { buildGraph } from '../build-graph.ts';
import { wrongPaths } from '../findings.ts';
import { AccessGraph } from '../graph.ts';
import { reportOn } from '../report.ts';
import { accessPaths } from '../search.ts';
import { AWS_TOPOLOGIES } from './aws.testdata.ts';
import { AWS_NETWORK_TOPOLOGIES } from './aws-networks.testdata.ts';
import { AZURE_TOPOLOGIES } from './azure.testdata.ts';
import { AZURE_NETWORK_TOPOLOGIES } from './azure-networks.testdata.ts';
import { COMPOSE_TOPOLOGIES } from './compose.testdata.ts';
import { GOOGLE_TOPOLOGIES } from './google.testdata.ts';
import { GOOGLE_NETWORK_TOPOLOGIES } from './google-networks.testdata.ts';
import { KUBERNETES_TOPOLOGIES } from './kubernetes.testdata.ts';
import { KUBERNETES_ACCOUNT_TOPOLOGIES } from './kubernetes-accounts.testdata.ts';

const TOPOLOGIES = [
  ...COMPOSE_TOPOLOGIES,
  ...KUBERNETES_TOPOLOGIES,
  ...KUBERNETES_ACCOUNT_TOPOLOGIES,
  ...AWS_TOPOLOGIES,
  ...AWS_NETWORK_TOPOLOGIES,
  ...AZURE_TOPOLOGIES,
  ...AZURE_NETWORK_TOPOLOGIES,
  ...GOOGLE_TOPOLOGIES,
  ...GOOGLE_NETWORK_TOPOLOGIES,
].map((one) => [one.name, one] as const);

type Files = Readonly<Record<string, string>>;

async function found(files: Files): Promise<string[]> {
  const { findings, unknowns } = await detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });
  expect(unknowns).toEqual([]);
  return findings
    .filter(({ rule }) => rule.id.startsWith('THERIAC-PATH-'))
    .map(
      ({ rule, subject }) =>
        `${rule.id.slice('THERIAC-PATH-'.length)} ${'name' in subject ? subject.name : ''}`,
    );
}

async function graphOf(files: Files): Promise<AccessGraph> {
  return buildGraph((await configurationInMemory(files)).resources, systemsOf([], 'ward'));
}

describe('a way to patient data is found, and not on its twin where it is cut', () => {
  test.each(TOPOLOGIES)('%s', async (_, { rule, store, path, cut }) => {
    expect(path).not.toEqual(cut);
    expect(await found(path)).toContain(`${rule} ${store}`);
    expect(await found(cut)).not.toContain(`${rule} ${store}`);
    expect(reportOn(await graphOf(cut)).paths.flatMap(({ doubts }) => doubts)).toEqual([]);
  });
});

describe('what a report says to cut ends the way', () => {
  test.each(TOPOLOGIES)('%s', async (_, { path }) => {
    const graph = await graphOf(path);
    for (const one of reportOn(graph).paths) {
      const gone = new Set(one.cuts);
      const rest = new AccessGraph();
      for (const node of graph.nodes()) rest.add(node);
      for (const hop of graph.hops()) if (!gone.has(hop)) rest.connect(hop);
      const ways = one.rules.filter((rule) => !rule.endsWith('-EGRESS'));
      // What uses a store stays, where another way to it is wrong.
      if (ways.length === 0)
        expect(accessPaths(rest).filter(({ store, isCertain }) => store === one.store && isCertain)).toEqual(
          [],
        );
      expect(
        wrongPaths(rest).filter(({ rule, store }) => store.id === one.store && ways.includes(rule.id)),
      ).toEqual([]);
    }
  });
});
