/** Workflows of GitHub: the workflow, its jobs with what holds for them, and their steps. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  list,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';

export function githubResources(document: ConfigValue): Resource[] {
  if (document.kind !== 'map') return [];
  const { at } = document;
  // YAML 1.1 reads the key `on` as true.
  const on = entry(document, 'on') ?? entry(document, 'true');
  const events = list(eventsOf(on), at);
  const jobs = entry(document, 'jobs');
  const workflow: Resource = {
    type: 'github.workflow',
    name: textOf(entry(document, 'name')) ?? 'workflow',
    at,
    values: map([...document.entries, ['on', on], ['events', events]], at),
  };
  const own = jobs?.kind === 'map' ? [...jobs.entries] : [];
  return [workflow, ...own.flatMap(([name, job]) => jobResources(name, job, document, events))];
}

function eventsOf(on: ConfigValue | undefined): ConfigValue[] {
  if (on === undefined) return [];
  if (on.kind === 'map') return [...on.entries].map(([name, value]) => scalar(name, value.at));
  return on.kind === 'scalar' ? [on] : [...itemsOf(on)];
}

function jobResources(
  name: string,
  job: ConfigValue,
  workflow: ConfigValue,
  events: ConfigValue,
): Resource[] {
  if (job.kind !== 'map') return [];
  const { at } = job;
  const permissions = entry(job, 'permissions') ?? entry(workflow, 'permissions');
  const steps = itemsOf(entry(job, 'steps'));
  const values = map(
    [
      ...job.entries,
      ['events', events],
      ['permissions', permissions],
      ['runs-on', runners(entry(job, 'runs-on'))],
      ['isPrivileged', scalar(String(isPrivileged(permissions)), at)],
    ],
    at,
  );
  return [
    { type: 'github.job', name: `job ${name}`, at, values },
    ...steps.flatMap((step, i): Resource[] => {
      if (step.kind !== 'map') return [];
      const label =
        textOf(entry(step, 'name')) ?? textOf(entry(step, 'id')) ?? textOf(entry(step, 'uses')) ?? `${i + 1}`;
      return [
        {
          type: 'github.step',
          name: `job ${name} step ${label.slice(0, 80)}`,
          at: step.at,
          values: map(
            [
              ...step.entries,
              ['events', events],
              ['job', values],
              ['action', actionName(entry(step, 'uses'))],
            ],
            step.at,
          ),
        },
      ];
    }),
  ];
}

/** Labels of a runner; a group has them under a key. */
function runners(value: ConfigValue | undefined): ConfigValue | undefined {
  if (value?.kind === 'map') return entry(value, 'labels');
  if (value?.kind !== 'scalar') return value;
  return value.text.includes('${{')
    ? { kind: 'unknown', reason: 'an expression chooses it', at: value.at }
    : list([value], value.at);
}

/** Without a version, in lower case. */
function actionName(uses: ConfigValue | undefined): ConfigValue | undefined {
  const text = textOf(uses);
  return text === undefined || uses === undefined
    ? undefined
    : scalar((text.split('@')[0] ?? text).toLowerCase(), uses.at);
}

/** Whether a token of the job may write. */
function isPrivileged(permissions: ConfigValue | undefined): boolean {
  if (permissions?.kind === 'scalar') return permissions.text === 'write-all';
  return (
    permissions?.kind === 'map' && [...permissions.entries.values()].some((one) => textOf(one) === 'write')
  );
}
