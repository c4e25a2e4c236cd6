/** settings.php as rules ask it. */
import { type ConfigValue, map, type Resource, scalar } from '@theriac/core/configuration';
import { textOfPhp } from '../php/value.ts';
import { entryOf, type FoundSite, insideTarget } from './find-sites.ts';
import { fromPhp } from './override.ts';
import { settingsSecrets } from './secrets.ts';

export function settingsResource(site: FoundSite): Resource | undefined {
  const { settings, settingsPath, docroot } = site;
  if (settings === undefined || settingsPath === undefined || docroot === undefined) return undefined;
  const at = { path: settingsPath, line: 1, column: 1 };
  const variable = (name: string): ConfigValue | undefined => {
    const value = settings.variables.get(name);
    return value === undefined ? undefined : fromPhp(value);
  };
  const directives = [...settings.directives].map(([name, value]) => [name, fromPhp(value)] as const);
  const privatePath = entryOf(settings.variables.get('settings'), 'file_private_path');
  const path = textOfPhp(privatePath);
  const served = path === undefined || path === '' ? undefined : servedBy(path, docroot);
  // What is not in the target may set anything that is not set here.
  const [more] = settings.missing.filter(({ what }) => !what.endsWith('settings.local.php'));
  return {
    type: 'drupal.settings',
    name: `settings of the site ${site.name}`,
    at,
    values: map(
      [
        ['settings', variable('settings') ?? map([], at)],
        ['databases', variable('databases')],
        ['secrets', settingsSecrets(settings)],
        ['directives', map(directives, at)],
        [
          'privateServed',
          served === undefined || privatePath === undefined
            ? undefined
            : scalar(served ? 'yes' : 'no', {
                path: privatePath.at.path,
                line: privatePath.at.line,
                column: 1,
              }),
        ],
        [
          'whole',
          more === undefined
            ? scalar('yes', at)
            : {
                kind: 'unknown',
                reason: `${more.what} is included and is not in the target`,
                at: { path: more.at.path, line: more.at.line, column: 1 },
              },
        ],
      ],
      at,
    ),
  };
}

function servedBy(path: string, docroot: string): boolean {
  const inside = insideTarget(path, docroot);
  if (inside === undefined) return false;
  return docroot === '' ? !path.startsWith('..') : inside === docroot || inside.startsWith(`${docroot}/`);
}
