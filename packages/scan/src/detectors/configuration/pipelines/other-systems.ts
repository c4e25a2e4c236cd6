/** Pipelines of GitLab, Azure, CircleCI and Bitbucket: jobs with their commands, images and variables. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';

/** Keys of a `.gitlab-ci.yml` that are no jobs: https://docs.gitlab.com/ci/yaml/. */
const GITLAB_KEYS = new Set([
  'default',
  'include',
  'stages',
  'variables',
  'workflow',
  'spec',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'pages',
]);

export function gitlabResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const variables = entry(document, 'variables');
  const includes = entry(document, 'include');
  const rows = includes === undefined || includes.kind === 'list' ? itemsOf(includes) : [includes];
  return [
    { type: 'gitlab.pipeline', name: 'pipeline', at: document.at, values: document },
    ...rows.map((row): Resource => {
      const values = row.kind === 'map' ? row : map([['local', row]], row.at);
      const label = ['project', 'remote', 'template', 'component', 'local']
        .map((key) => textOf(entry(values, key)))
        .find((one) => one !== undefined);
      return { type: 'gitlab.include', name: `include ${label ?? ''}`, at: row.at, values };
    }),
    ...[...document.entries]
      .filter(([name, job]) => !GITLAB_KEYS.has(name) && job.kind === 'map')
      .map(([name, job]): Resource => {
        const image = entry(job, 'image') ?? inside(document, 'default', 'image') ?? entry(document, 'image');
        return jobResource('gitlab.job', name, job, {
          commands: ['before_script', 'script', 'after_script'].flatMap((key) => commandsIn(entry(job, key))),
          image: entry(image, 'name') ?? image,
          variables: entry(job, 'variables'),
          services: itemsOf(entry(job, 'services') ?? entry(document, 'services')).map(
            (one) => entry(one, 'name') ?? one,
          ),
          more: [['pipelineVariables', variables]],
        });
      }),
  ];
}

export function azureResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const jobs = [
    document,
    ...itemsOf(entry(document, 'jobs')),
    ...itemsOf(entry(document, 'stages')).flatMap((stage) => itemsOf(entry(stage, 'jobs'))),
  ];
  const variables = entry(document, 'variables');
  return [
    {
      type: 'azure.pipeline',
      name: 'pipeline',
      at: document.at,
      values: map([...document.entries, ['variables', azureVariables(variables)]], document.at),
    },
    ...jobs.flatMap((job, i): Resource[] => {
      const steps = [
        ...itemsOf(entry(job, 'steps')),
        ...itemsOf(inside(job, 'strategy', 'runOnce', 'deploy', 'steps')),
      ];
      if (steps.length === 0) return [];
      const name =
        textOf(entry(job, 'job')) ?? textOf(entry(job, 'deployment')) ?? (i === 0 ? 'pipeline' : `${i}`);
      return [
        jobResource('azure.job', name, job, {
          commands: steps.flatMap((step) =>
            ['script', 'bash', 'pwsh', 'powershell'].flatMap((key) => commandsIn(entry(step, key))),
          ),
          image: entry(entry(job, 'container'), 'image') ?? entry(job, 'container'),
          variables: azureVariables(entry(job, 'variables')),
          services: [],
          more: [
            ['steps', list(steps, job.at)],
            ['pool', entry(job, 'pool') ?? entry(document, 'pool')],
          ],
        }),
      ];
    }),
  ];
}

/** A map, or a list of `name` and `value`. */
function azureVariables(variables: ConfigValue | undefined): ConfigValue | undefined {
  if (variables?.kind !== 'list') return variables;
  return map(
    variables.items.flatMap((row): (readonly [string, ConfigValue | undefined])[] => {
      const name = textOf(entry(row, 'name'));
      return name === undefined ? [] : [[name, entry(row, 'value')]];
    }),
    variables.at,
  );
}

export function circleResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const jobs = entry(document, 'jobs');
  return [
    { type: 'circleci.pipeline', name: 'pipeline', at: document.at, values: document },
    ...(jobs?.kind === 'map' ? [...jobs.entries] : []).map(([name, job]) => {
      const images = itemsOf(entry(job, 'docker'));
      const steps = itemsOf(entry(job, 'steps'));
      return jobResource('circleci.job', name, job, {
        commands: steps.flatMap((step) => {
          const run = entry(step, 'run');
          return commandsIn(entry(run, 'command') ?? run);
        }),
        image: entry(images[0], 'image'),
        variables: entry(job, 'environment'),
        services: images.slice(1).flatMap((one) => entry(one, 'image') ?? []),
        more: [],
      });
    }),
  ];
}

export function bitbucketResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const steps = stepsIn(entry(document, 'pipelines'), 0);
  return [
    { type: 'bitbucket.pipeline', name: 'pipeline', at: document.at, values: document },
    ...steps.map((step, i) =>
      jobResource('bitbucket.job', textOf(entry(step, 'name')) ?? `step ${i + 1}`, step, {
        commands: ['script', 'after-script'].flatMap((key) => commandsIn(entry(step, key))),
        image: entry(entry(step, 'image'), 'name') ?? entry(step, 'image') ?? entry(document, 'image'),
        variables: undefined,
        services: itemsOf(entry(step, 'services')),
        more: [],
      }),
    ),
  ];
}

/** Every `step` below, also of parallel ones and of stages. */
function stepsIn(value: ConfigValue | undefined, depth: number): ConfigValue[] {
  if (depth > 12) return [];
  if (value?.kind === 'list') return value.items.flatMap((item) => stepsIn(item, depth + 1));
  if (value?.kind !== 'map') return [];
  const step = value.entries.get('step');
  if (step !== undefined) return [step];
  return [...value.entries.values()].flatMap((item) => stepsIn(item, depth + 1));
}

interface JobParts {
  readonly commands: readonly ConfigValue[];
  readonly image: ConfigValue | undefined;
  readonly variables: ConfigValue | undefined;
  readonly services: readonly ConfigValue[];
  readonly more: readonly (readonly [string, ConfigValue | undefined])[];
}

function jobResource(type: string, name: string, job: ConfigValue, parts: JobParts): Resource {
  const { at } = job;
  const own = job.kind === 'map' ? [...job.entries] : [];
  const values = map(
    [
      ...own,
      ['commands', list(parts.commands, at)],
      ['image', parts.image],
      ['variables', parts.variables],
      ['services', list(parts.services, at)],
      ...parts.more,
    ],
    at,
  );
  return { type, name: `job ${name}`, at, values };
}

/** Lines of a script: one text, or a list of them. */
function commandsIn(value: ConfigValue | undefined): ConfigValue[] {
  if (value?.kind === 'scalar')
    return value.text
      .split('\n')
      .map((line, i) => scalar(line.trim(), { ...value.at, line: value.at.line + i }));
  return itemsOf(value).flatMap(commandsIn);
}
