/**
 * Templates of the Azure Resource Manager and Bicep of real repositories: how many are read, and whether a template that was
 * compiled from a file of Bicep beside it gives the same findings as that file.
 *
 *   node bench/templates.ts --templates DIR
 *     [--print]      each pair that differs
 *     [--answers]    each answer that differs
 *     [--high]       each high finding with its place
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { TheriacError } from '@theriac/core';
import { ask, type ConfigurationRule, type Resource } from '@theriac/core/configuration';
import { type BicepFile, parseBicep } from '@theriac/read/bicep';
import { configurationInMemory, configurationRules } from '@theriac/scan/configuration';

const { values: given } = parseArgs({
  options: {
    templates: { type: 'string' },
    print: { type: 'boolean', default: false },
    answers: { type: 'boolean', default: false },
    high: { type: 'boolean', default: false },
  },
});
const { templates: folder } = given;
if (folder === undefined) throw new Error('name a folder: --templates DIR');
const TEMPLATE = /schema\.management\.azure\.com\/schemas\/[\w-]{1,40}\/\w{0,40}deploymentTemplate\.json/i;
const rules = Map.groupBy(await configurationRules(), ({ on }) => on);

const parsed = new Map<string, BicepFile>();
const failed: string[] = [];
const bicep = globSync('**/*.{bicep,bicepparam}', { cwd: folder }).sort();
const start = performance.now();
let bytes = 0;
for (const path of bicep) {
  const text = readFileSync(join(folder, path), 'utf8');
  bytes += text.length;
  try {
    parsed.set(path, parseBicep(text, path));
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    failed.push(`${path}:${error.place.line}: ${error.message}`);
  }
}
console.log(
  `Bicep: ${parsed.size} of ${bicep.length} files are parsed, ${(bytes / 1e6).toFixed(1)} MB in ${(performance.now() - start).toFixed(0)} ms`,
);
for (const one of failed) console.log(`  ${one}`);

const json = globSync('**/*.json', { cwd: folder })
  .sort()
  .filter((path) => TEMPLATE.test(readFileSync(join(folder, path), 'utf8').slice(0, 4096)));
const count = { read: 0, unknowns: 0, resources: 0 };
for (const path of json) {
  const { unknowns, resources } = await configurationInMemory({
    'main.json': readFileSync(join(folder, path), 'utf8'),
  });
  if (resources.length > 0 || unknowns.every(({ reason }) => reason === 'dynamic')) count.read += 1;
  else console.log(`  ${path}: ${unknowns[0]?.message ?? 'nothing was read'}`);
  count.unknowns += unknowns.length;
  count.resources += resources.length;
  if (given.high) printHigh(path, resources);
}
console.log(
  `ARM: ${count.read} of ${json.length} templates are read, ${count.resources} resources that rules ask about, ${count.unknowns} known unknowns`,
);

const answers = { asked: 0, different: 0 };
const pairs = { same: 0, different: 0, 'with modules of registries': 0, findings: 0, theirs: 0, empty: 0 };
for (const path of bicep) {
  const compiled = ['main.json', 'azuredeploy.json']
    .map((name) => join(dirname(path), name))
    .find((one) => json.includes(one) && readFileSync(join(folder, one), 'utf8').includes('"_generator"'));
  if (!/(?:^|\/)main\.bicep$/.test(path) || compiled === undefined || !parsed.has(path)) continue;
  const files = withModules(path);
  // What they hold is in the template in JSON, and not in the folder.
  if (
    Object.keys(files).some((one) =>
      parsed.get(one)?.modules.some(({ source = '' }) => /^(?:br|ts)[/:]/.test(source)),
    )
  ) {
    pairs['with modules of registries'] += 1;
    continue;
  }
  const { resources: inBicep } = await configurationInMemory(files);
  const { resources: inJson } = await configurationInMemory({
    'main.json': readFileSync(join(folder, compiled), 'utf8'),
  });
  const [ours, theirs] = [findingsOf(inBicep), findingsOf(inJson)];
  const [oursAll, theirsAll] = [answersOf(inBicep), answersOf(inJson)];
  answers.asked += theirsAll.length;
  answers.different += minus(theirsAll, oursAll).length;
  if (given.answers)
    for (const one of minus(theirsAll, oursAll)) console.log(`    ${path} JSON answers ${one}`);
  pairs.findings += ours.length;
  pairs.theirs += theirs.length;
  if (ours.join('\n') === theirs.join('\n')) pairs.same += 1;
  else {
    pairs.different += 1;
    if (given.print) {
      console.log(`  ${path}`);
      for (const one of minus(ours, theirs)) console.log(`    only Bicep ${one}`);
      for (const one of minus(theirs, ours)) console.log(`    only JSON  ${one}`);
    }
  }
  if (ours.length === 0 && theirs.length === 0) pairs.empty += 1;
}
console.log('Pairs of Bicep and the template compiled from it:', JSON.stringify(pairs));
console.log('Answers of rules in these pairs:', JSON.stringify(answers));

/** The file with everything that it calls, as it lies in its folder. */
function withModules(path: string): Record<string, string> {
  const files: Record<string, string> = {};
  const add = (one: string): void => {
    if (files[one] !== undefined || !existsSync(join(folder ?? '', one))) return;
    files[one] = readFileSync(join(folder ?? '', one), 'utf8');
    const file = parsed.get(one);
    const text = files[one];
    for (const [, source = ''] of text.matchAll(/load(?:Text|Json|Yaml)Content\(\s*'([^']+)'/g))
      add(join(dirname(one), source));
    for (const { source } of [...(file?.modules ?? []), ...(file?.imports ?? [])])
      if (source !== undefined && !/^(?:br|ts)[:/]/.test(source)) add(join(dirname(one), source));
  };
  add(path);
  return files;
}

interface Found {
  readonly rule: ConfigurationRule;
  readonly resource: Resource;
  readonly line: number;
  readonly path: string;
}

function judged(resources: readonly Resource[]): Found[] {
  return resources.flatMap((resource) =>
    (rules.get(resource.type) ?? []).flatMap((rule): Found[] => {
      if (rule.when !== undefined && ask(rule.when, resource.values).state !== 'yes') return [];
      const answer = ask(rule.pass, resource.values);
      return answer.state === 'no'
        ? [{ rule, resource, line: answer.reason.at.line, path: answer.reason.at.path }]
        : [];
    }),
  );
}

/** Rules and types with findings, as often as there are; names are expressions in one and texts in the other. */
function findingsOf(resources: readonly Resource[]): string[] {
  return judged(resources)
    .map(({ rule, resource }) => `${rule.id} ${typeOf(resource)}`)
    .sort();
}

/** What each rule answers about each resource, also that it holds or that it is not known. */
function answersOf(resources: readonly Resource[]): string[] {
  return resources
    .flatMap((resource) =>
      (rules.get(resource.type) ?? []).map(
        ({ id, when, pass }) =>
          `${id} ${typeOf(resource)} ${when === undefined ? '' : ask(when, resource.values).state} ${ask(pass, resource.values).state}`,
      ),
    )
    .sort();
}

function typeOf({ name }: Resource): string {
  return name.split(' ')[0]?.toLowerCase() ?? '';
}

function minus(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((one) => {
    const at = rest.indexOf(one);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function printHigh(path: string, resources: readonly Resource[]): void {
  for (const { rule, resource, line } of judged(resources))
    if (rule.severity === 'high')
      console.log(`  HIGH ${relative('.', path)}:${line} ${rule.id} ${resource.name}`);
}
