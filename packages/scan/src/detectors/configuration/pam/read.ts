/** Files of PAM: each a service with its modules; settings of pwquality, faillock and login. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, INI, settingsOf, WORDS } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { written } from '../shared/written.ts';
import { PAM_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: PAM_RULES,
  start: fileByFile((file, report) => {
    if (isTemplate(file, 'configuration of PAM', report)) return [];
    const { path } = file;
    const base = path.slice(path.lastIndexOf('/') + 1);
    const at = { path, line: 1, column: 1 };
    const settings = (type: string, syntax: typeof INI): Resource[] => [
      {
        type,
        name: base,
        at,
        values: folded(settingsOf(file.text(), path, { ...syntax, trailing: '#' }), at, { value: flag }),
      },
    ];
    if (base === 'login.defs') return settings('pam.login', WORDS);
    if (base === 'faillock.conf') return settings('pam.faillock', INI);
    if (path.includes('pwquality.conf')) return settings('pam.pwquality', INI);
    return [serviceOf(file.text(), path, base)];
  }),
};

const flag = (text: string, at: Place): ConfigValue => written(text, at);

function serviceOf(text: string, path: string, service: string): Resource {
  const at = { path, line: 1, column: 1 };
  const lines = text.split('\n').flatMap((line, i): ConfigValue[] => {
    const [, kind, control, module, args = ''] =
      /^[ \t]*-?(auth|account|password|session)[ \t]+(\[[^\]]*\]|\S+)[ \t]+(\S+)(?:[ \t]+(\S.*))?$/.exec(
        (line.split('#', 1)[0] ?? '').trimEnd(),
      ) ?? [];
    if (kind === undefined || control === undefined || module === undefined) return [];
    const place = { path, line: i + 1, column: 1 };
    return [
      map(
        [
          ['type', scalar(kind, place)],
          ['control', scalar(control, place)],
          ['module', scalar(module.slice(module.lastIndexOf('/') + 1), place)],
          [
            'args',
            list(
              args
                .split(/[ \t]+/)
                .filter((one) => one !== '')
                .map((one) => scalar(one, place)),
              place,
            ),
          ],
        ],
        place,
      ),
    ];
  });
  // Files that other services include decide for the host.
  const isShared = /^(?:common|system|password)-auth(?:-ac)?$/.test(service);
  const setsPassword = /^(?:common-password|system-auth|password-auth)(?:-ac)?$/.test(service);
  return {
    type: 'pam.service',
    name: service,
    at,
    values: map(
      [
        ['lines', list(lines, at)],
        ['shared', scalar(String(isShared), at)],
        ['sets_password', scalar(String(setsPassword), at)],
      ],
      at,
    ),
  };
}
