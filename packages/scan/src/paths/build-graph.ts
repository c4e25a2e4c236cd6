/** The graph of everything that the configuration of a target connects. */
import type { System } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import { addAws } from './aws/add.ts';
import { addAzure } from './azure/add.ts';
import { addCompose } from './compose.ts';
import { addGoogle } from './google/add.ts';
import { AccessGraph } from './graph.ts';
import { connectIdentities } from './identities.ts';
import { addKubernetes } from './kubernetes/add.ts';
import { addSecondFactors } from './second-factors.ts';
import { TerraformResources } from './terraform-references.ts';

export function buildGraph(resources: readonly Resource[], systems: readonly System[]): AccessGraph {
  const graph = new AccessGraph();
  addCompose(graph, resources, systems);
  const workloads = addKubernetes(graph, resources, systems);
  const terraform = new TerraformResources(resources);
  const aws = addAws(graph, terraform, systems);
  addAzure(graph, terraform, systems);
  const google = addGoogle(graph, terraform, systems);
  const accounts = resources.filter(({ type }) => type === 'kubernetes.ServiceAccount');
  connectIdentities({ workloads, accounts, all: terraform, aws, google });
  addSecondFactors(graph, resources);
  return graph;
}
