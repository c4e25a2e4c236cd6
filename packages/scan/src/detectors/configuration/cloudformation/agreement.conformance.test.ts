/** Agreement with public labelled templates: https://github.com/bridgecrewio/checkov, `tests/cloudformation/graph/checks`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, matchesGlob, type Resource } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { itemsOf, mapOf, readYaml, scalarOf } from '@theriac/read/yaml';
import { expect, test } from 'vitest';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { pairsOf, refersOf } from '../terraform/values.ts';
import { sourceOf } from './source.ts';
import { templateResources } from './template.ts';

const FOLDER = join(
  process.env.THERIAC_FIXTURES ?? '',
  'iac/checkov/tests/cloudformation/graph/checks/resources',
);

/** Folders, and the rules that ask the same. The others ask what no rule of ours asks. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  ACMWildcardDomainName: ['TF-ACM-WILDCARD'],
  ALBRedirectHTTPtoHTTPS: ['TF-LB-HTTP'],
  CloudfrontOriginNotHTTPSOnly: ['TF-CLOUDFRONT-ORIGIN-HTTP'],
  LambdaOpenCorsPolicy: ['TF-LAMBDA-CORS'],
  RDSEncryptionInTransit: ['TF-RDS-FORCE-TLS'],
  SagemakerNotebookEncryption: ['TF-SAGEMAKER-KEY'],
};

/** Folders whose labels are at the other end of a reference. */
const LABELLED_ELSEWHERE = ['ALBRedirectHTTPtoHTTPS', 'LambdaOpenCorsPolicy', 'RDSEncryptionInTransit'];

/** Where we answer differently, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'CloudfrontOriginNotHTTPSOnly ExamplePassDomainDistribution is labelled pass':
    'The origin is fetched over HTTP where the visitor came over HTTP.',
};

test('agrees with the labels of templates', async () => {
  const differences: string[] = [];
  let right = 0;
  let all = 0;
  for (const [name, rules] of Object.entries(COVERED)) {
    const labels = mapOf((await read(join(name, 'expected.yaml')))[0]);
    const file = new MemoryFile('template.yaml', readFileSync(join(FOLDER, name, 'template.yaml'), 'utf8'));
    const resources = (await sourceOf(file, () => {})).flatMap(templateResources);
    const asked = TERRAFORM_RULES.filter(({ id }) => rules.some((one) => matchesGlob(id, one)));
    const failed = new Set<string>();
    for (const resource of resources)
      for (const { on, when, pass } of asked) {
        if (on !== resource.type) continue;
        if (when !== undefined && ask(when, resource.values).state !== 'yes') continue;
        if (ask(pass, resource.values).state !== 'no') continue;
        failed.add(resource.name);
      }
    if (LABELLED_ELSEWHERE.includes(name)) spread(failed, resources);
    for (const label of ['pass', 'fail'])
      for (const item of itemsOf(labels.get(label))) {
        const own = (scalarOf(item) ?? '').split('.').at(-1) ?? '';
        const id = `template.yaml#${own}`;
        all += 1;
        if (failed.has(id) === (label === 'fail')) right += 1;
        else differences.push(`${name} ${own} is labelled ${label}`);
      }
  }
  console.log(
    `${Object.keys(COVERED).length} folders, ${right} of ${all} labels agree\n${differences.join('\n')}`,
  );
  expect(differences.filter((one) => DIFFERENT[one] === undefined)).toEqual([]);
});

function read(path: string): ReturnType<typeof readYaml> {
  return readYaml(new MemoryFile(path, readFileSync(join(FOLDER, path), 'utf8')), () => {});
}

/** What fails stands for what it refers to, and for what refers to it. */
function spread(failed: Set<string>, resources: readonly Resource[]): void {
  const direct = [...failed];
  for (const { name, values } of resources)
    for (const [, value] of pairsOf(values) ?? [])
      for (const id of refersOf(value)) {
        if (direct.includes(name)) failed.add(id);
        if (direct.includes(id)) failed.add(name);
      }
}
