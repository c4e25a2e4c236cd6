/** The graph of everything that the configuration of a target connects. */
import type { System } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import { addCompose } from './compose.ts';
import { AccessGraph } from './graph.ts';
import { addKubernetes } from './kubernetes.ts';

export function buildGraph(resources: readonly Resource[], systems: readonly System[]): AccessGraph {
  const graph = new AccessGraph();
  addCompose(graph, resources, systems);
  addKubernetes(graph, resources, systems);
  return graph;
}
