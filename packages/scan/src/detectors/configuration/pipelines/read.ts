/** Pipelines as resources: the whole file, its jobs, and the steps of jobs, in the same terms for every system. */
import type { ConfigValue, Resource } from '@theriac/core/configuration';
import { readYaml } from '@theriac/read/yaml';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { githubResources } from './github.ts';
import { GITHUB_RULES } from './github-rules.ts';
import { jenkinsResources } from './jenkins.ts';
import { OTHER_RULES } from './other-rules.ts';
import { azureResources, bitbucketResources, circleResources, gitlabResources } from './other-systems.ts';
import { type CiSystem, systemOf } from './systems.ts';

export const loaded: LoadedArea = {
  rules: [...GITHUB_RULES, ...OTHER_RULES],
  start: fileByFile(async (file, report) => {
    const system = systemOf(file.path);
    if (system === undefined) return [];
    if (system === 'jenkins') return jenkinsResources(file.text(), file.path);
    const documents = await readYaml(file, report);
    return documents.flatMap((document) => READERS[system](fromYaml(document, file.path)));
  }),
};

const READERS: Readonly<Record<Exclude<CiSystem, 'jenkins'>, (document: ConfigValue) => Resource[]>> = {
  github: githubResources,
  gitlab: gitlabResources,
  azure: azureResources,
  circleci: circleResources,
  bitbucket: bitbucketResources,
};
