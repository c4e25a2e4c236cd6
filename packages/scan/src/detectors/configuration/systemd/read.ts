/** Services of systemd: settings of the section `[Service]`, and what a program is given. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, type Setting, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { written } from '../shared/written.ts';
import { SYSTEMD_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: SYSTEMD_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'unit of systemd', report) ? [] : [serviceOf(file.text(), file.path)],
  ),
};

/** Programs of applications, as against tools of the system. */
const APPLICATION =
  /(?:^|[/\s])(?:java|node|npm|python[\d.]*|gunicorn|uvicorn|ruby|bundle|puma|php[\d.-]*(?:fpm)?|dotnet|mirth|mcserver|mcservice|Orthanc|catalina\.sh|standalone\.sh|kc\.sh|tomcat|deno|bun)(?:[\s.]|$)|(?:^|\s)\/(?:opt|srv|home|var\/www|usr\/local)\//;

const SANDBOX = [
  'NoNewPrivileges',
  'ProtectSystem',
  'ProtectHome',
  'PrivateTmp',
  'PrivateDevices',
  'CapabilityBoundingSet',
  'SystemCallFilter',
  'RestrictAddressFamilies',
  'DynamicUser',
  'ProtectKernelModules',
];

function serviceOf(text: string, path: string): Resource {
  const settings = settingsOf(text, path, {
    separators: '=',
    comments: '#;',
    sections: true,
    continues: true,
  }).filter(({ section }) => section === 'Service');
  const base = path.slice(path.lastIndexOf('/') + 1);
  const at: Place = settings[0]?.at ?? { path, line: 1, column: 1 };
  const runs = settings.filter(({ name }) => name === 'ExecStart');
  const isPart = path.includes('.service.d/');
  const sandbox = settings.filter(({ name }) => SANDBOX.includes(name));
  return {
    type: 'systemd.service',
    name: base,
    at,
    values: map(
      [
        ...folded(settings, at).entries,
        ['Environment', map(settings.filter(({ name }) => name === 'Environment').flatMap(variablesOf), at)],
        ['application', scalar(String(!isPart && runs.some((one) => APPLICATION.test(one.text))), at)],
        [
          'sandbox',
          list(
            sandbox.map((one) => scalar(one.name, one.at)),
            at,
          ),
        ],
        ['secret_argument', secretArgument(runs)],
      ],
      at,
    ),
  };
}

/** `A=1 "B=two words"` */
function variablesOf({ text, at }: Setting): (readonly [string, ConfigValue])[] {
  return [...text.matchAll(/"([^"=]{1,100})=([^"]*)"|'([^'=]{1,100})=([^']*)'|([^\s"'=]{1,100})=(\S*)/g)].map(
    ([, a, av, b, bv, c, cv]) => [a ?? b ?? c ?? '', written(av ?? bv ?? cv ?? '', at)] as const,
  );
}

/** Every user of the host sees arguments of programs. */
function secretArgument(runs: readonly Setting[]): ConfigValue | undefined {
  for (const { text, at } of runs)
    for (const [, name = '', value = ''] of text.matchAll(
      /(?:^|\s)-{1,2}(?:D?[\w.-]{0,60})?(password|passwd|secret|token|api-?key)[=\s]([^\s"']{1,200})/gi,
    ))
      if (name !== '' && !/^[$%@/{-]/.test(value)) return scalar(value, at);
  return undefined;
}
