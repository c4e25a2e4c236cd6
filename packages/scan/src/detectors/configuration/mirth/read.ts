/** Settings of Mirth Connect, and channels with their connectors. */
import { map } from '@theriac/core/configuration';
import { readXml } from '@theriac/read/xml';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { nested } from '../shared/dotted.ts';
import { folded, PROPERTIES, settingsOf } from '../shared/settings.ts';
import { MIRTH_CHANNEL_RULES } from './channel-rules.ts';
import { channelResources } from './channels.ts';
import { MIRTH_CONNECTOR_RULES } from './connector-rules.ts';
import { MIRTH_SERVER_RULES } from './server-rules.ts';

export const loaded: LoadedArea = {
  rules: [...MIRTH_SERVER_RULES, ...MIRTH_CHANNEL_RULES, ...MIRTH_CONNECTOR_RULES],
  start: fileByFile((file) => {
    if (file.path.endsWith('.xml')) return channelResources(readXml(file), file.path);
    const at = { path: file.path, line: 1, column: 1 };
    const settings = settingsOf(file.text(), file.path, PROPERTIES);
    // `database` is a name, and the beginning of others.
    const name = ({ name: one }: { readonly name: string }): string =>
      one === 'database' ? 'database_kind' : one;
    return [
      {
        type: 'mirth.server',
        name: 'mirth.properties',
        at,
        values: map(nested(folded(settings, at, { name })).entries, at),
      },
    ];
  }),
};
