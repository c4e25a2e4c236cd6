/** The graph of everything that the configuration of a target connects. */
import type { System } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import { addAws } from './aws/add.ts';
import { addAzure } from './azure/add.ts';
import { addCompose } from './compose.ts';
import { addGoogle } from './google/add.ts';
import { AccessGraph } from './graph.ts';
import { addKubernetes } from './kubernetes/add.ts';
import { TerraformResources } from './terraform-references.ts';

export function buildGraph(resources: readonly Resource[], systems: readonly System[]): AccessGraph {
  const graph = new AccessGraph();
  addCompose(graph, resources, systems);
  addKubernetes(graph, resources, systems);
  const terraform = new TerraformResources(resources);
  addAws(graph, terraform, systems);
  addAzure(graph, terraform, systems);
  addGoogle(graph, terraform, systems);
  return graph;
}
