/** Files of Orthanc: JSON with comments, each for itself. */
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
          list(
            known.map(([name, value]) => scalar(name, value.at)),
            users?.at ?? at,
          ),
        ],
        ['secrets', list(secretsOf(document), at)],
      ],
      at,
    ),
  };
}

/** Passwords for other systems, by what they are for. */
function secretsOf(document: ConfigValue): ConfigValue[] {
  const found: ConfigValue[] = [];
  const note = (name: string, value: ConfigValue | undefined): void => {
    if (value?.kind === 'scalar' && value.text !== '') found.push(scalar(name, value.at));
  };
  for (const plugin of ['PostgreSQL', 'MySQL', 'ODBC'])
    note(plugin, entry(entry(document, plugin), 'Password'));
  const named = (value: ConfigValue | undefined): [string, ConfigValue][] =>
    value?.kind === 'map' ? [...value.entries] : [];
  for (const [name, peer] of named(entry(document, 'OrthancPeers'))) {
    note(name, entry(peer, 'Password'));
    note(name, itemsOf(peer)[2]);
  }
  for (const [name, server] of named(entry(entry(document, 'DicomWeb'), 'Servers'))) {
    note(name, entry(server, 'Password'));
    note(name, itemsOf(server)[2]);
  }
  return found;
}
