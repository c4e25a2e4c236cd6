import { systemsOf } from '@theriac/govern';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../../configuration.ts';
import { buildGraph } from '../build-graph.ts';
import { type AccessGraph, INTERNET } from '../graph.ts';

async function graphOf(files: Readonly<Record<string, string>>): Promise<AccessGraph> {
  return buildGraph((await configurationInMemory(files)).resources, systemsOf([], 'ward'));
}

const deployment = (name: string, image: string): string => `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: "${image}"}]}
`;
const service = (name: string, type: string): string => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {type: ${type}, selector: {app: ${name}}, ports: [{port: 80}]}
`;

test('a job with the image of a database is a client of one', async () => {
  const graph = await graphOf({
    'k8s.yaml': `apiVersion: batch/v1
kind: Job
metadata: {name: load}
spec:
  template:
    spec: {restartPolicy: Never, containers: [{name: main, image: "postgres:17", command: [psql, -f, /load.sql]}]}
${deployment('db', 'postgres:17')}`,
  });
  expect(graph.nodes().map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    'internet internet',
    'workload Job/load',
    'store Deployment/db',
    'network any pod',
  ]);
});

test('a service takes the pods of its own file before those of another one', async () => {
  const graph = await graphOf({
    'open.yaml': deployment('web', 'registry.example/web:1') + service('web', 'LoadBalancer'),
    'inside.yaml': deployment('web', 'registry.example/web:1') + service('web', 'ClusterIP'),
  });
  expect(graph.hopsFrom(INTERNET).map(({ to }) => to)).toEqual(['kubernetes:open.yaml#Deployment/web']);
});
