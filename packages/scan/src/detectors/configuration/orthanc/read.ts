/** Files of Orthanc: JSON with comments, each for itself. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { withDefaults } from '../shared/written.ts';
import { ORTHANC_ACCESS_RULES } from './access-rules.ts';
import { ORTHANC_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: [...ORTHANC_ACCESS_RULES, ...ORTHANC_RULES],
  start: fileByFile((file) => {
    const document = fromJson(file.text(), file.path, { comments: true, read: withDefaults });
    return document.kind === 'map' ? [serverOf(document)] : [];
  }),
};

/** Passwords that images and manuals come with. */
const WELL_KNOWN = new Set(['orthanc', 'password', 'admin', 'alicePassword', 'demo', 'test', 'changeme']);

function serverOf(document: ConfigValue & { readonly kind: 'map' }): Resource {
  const { at } = document;
  const users = entry(document, 'RegisteredUsers');
  const known =
    users?.kind !== 'map'
      ? []
      : [...users.entries].filter(
          ([name, value]) => WELL_KNOWN.has(textOf(value) ?? '') || (name !== '' && textOf(value) === name),
        );
  return {
    type: 'orthanc.server',
    name: 'orthanc',
    at,
    values: map(
      [
        ...document.entries,
        [
          'well_known',
          map(
            known.map(([name, value]) => [`RegisteredUsers.${name}`, scalar(name, value.at)] as const),
            users?.at ?? at,
          ),
        ],
        ['secrets', map(secretsOf(document), at)],
      ],
      at,
    ),
  };
}

/** Passwords for other systems, by where they stand. */
function secretsOf(document: ConfigValue): readonly (readonly [string, ConfigValue])[] {
  const found: (readonly [string, ConfigValue])[] = [];
  const note = (key: string, value: ConfigValue | undefined): void => {
    if (value?.kind === 'scalar' && value.text !== '') found.push([key, scalar(key, value.at)]);
  };
  for (const plugin of ['PostgreSQL', 'MySQL', 'ODBC'])
    note(`${plugin}.Password`, inside(document, plugin, 'Password'));
  // A server is a map, or a list of its address, its user and its password.
  for (const keys of [['OrthancPeers'], ['DicomWeb', 'Servers']]) {
    const servers = inside(document, ...keys);
    for (const [name, server] of servers?.kind === 'map' ? servers.entries : []) {
      const path = [...keys, name].join('.');
      note(`${path}.Password`, entry(server, 'Password'));
      note(`${path}.2`, itemsOf(server)[2]);
    }
  }
  return found;
}
