/** Search domains outside of a network: their policy says who may ask, and everyone can. */
import { type ConfigValue, entry, itemsOf } from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { blocksAt, type TerraformResources } from '../terraform-references.ts';
import { isForEveryone } from './buckets.ts';
import { serverFacts } from './server-facts.ts';

const DOMAINS = [
  ['aws_opensearch_domain', 'aws_opensearch_domain_policy'],
  ['aws_elasticsearch_domain', 'aws_elasticsearch_domain_policy'],
] as const;

export function connectSearch(graph: AccessGraph, all: TerraformResources): void {
  for (const [type, policyType] of DOMAINS)
    for (const domain of all.of(type)) {
      if (blocksAt(domain.values, 'vpc_options').length > 0) continue;
      const policies: (ConfigValue | undefined)[] = [
        entry(domain.values, 'access_policies'),
        ...all
          .referring(domain, policyType, 'domain_name')
          .map(({ values }) => entry(values, 'access_policies')),
      ];
      const open = policies.flatMap((policy) => [...itemsOf(entry(policy, 'Statement'))]).find(isForEveryone);
      if (open === undefined) continue;
      const { tls, authentication } = serverFacts(domain, all);
      graph.connect({
        from: INTERNET,
        to: all.id(domain),
        at: open.at,
        by: 'it has a public address, and its policy lets everyone in',
        cut: 'name who may ask in the policy, or put the domain into a network (`vpc_options`)',
        tls,
        authentication: authentication === 'yes' ? 'yes' : 'no',
        isUsed: true,
      });
    }
}
