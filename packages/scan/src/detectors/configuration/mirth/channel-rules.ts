/** What channels keep of the messages that go through them. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { channel } from './example.ts';

const stored = (mode: string, more = '<encryptData>true</encryptData>'): string =>
  `<messageStorageMode>${mode}</messageStorageMode>${more}`;
const KEEPS = {
  messageStorageMode: { in: ['DEVELOPMENT', 'PRODUCTION', 'RAW'], default: 'DEVELOPMENT' },
} as const;

export const MIRTH_CHANNEL_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'mirth.channel', file: 'channel.xml' },
  [
    {
      id: 'MIRTH-CONTENT-KEPT',
      topic: 'retention',
      severity: 'medium',
      title: 'Channel keeps messages for good',
      rationale:
        'Content that is never pruned becomes a second, unattended record of every patient in the data base of the engine.',
      remediation: 'Set days after which content is pruned, or remove content on completion.',
      when: KEEPS,
      pass: {
        any: [
          { pruneContentDays: { exists: true } },
          { pruneMetaDataDays: { exists: true } },
          { removeContentOnCompletion: { is: true, default: false } },
        ],
      },
      fail: channel({ properties: stored('PRODUCTION'), pruning: '<archiveEnabled>true</archiveEnabled>' }),
      good: channel({ properties: stored('PRODUCTION') }),
      after:
        '<pruningSettings>\n  <pruneMetaDataDays>90</pruneMetaDataDays>\n  <pruneContentDays>14</pruneContentDays>\n</pruningSettings>',
    },
    {
      id: 'MIRTH-CONTENT-PLAIN',
      topic: 'atRest',
      severity: 'medium',
      title: 'Channel stores messages unencrypted',
      rationale: 'Whoever reads the data base or a backup of it reads the messages about patients.',
      remediation: 'Set `encryptData` to true, or store metadata alone.',
      when: KEEPS,
      pass: { encryptData: { is: true, default: false } },
      fail: channel({ properties: stored('PRODUCTION', '<encryptData>false</encryptData>') }),
      good: channel({ properties: stored('PRODUCTION') }),
      after: '<encryptData>true</encryptData>',
    },
    {
      id: 'MIRTH-DEVELOPMENT',
      topic: 'debug',
      severity: 'low',
      title: 'Channel stores every step of a message, as for development',
      rationale: 'Each message about a patient is kept several times over, with all maps and errors.',
      remediation: 'Set the storage mode to `PRODUCTION` or less.',
      when: { enabled: true },
      pass: { messageStorageMode: { not: 'DEVELOPMENT' } },
      fail: channel({ properties: stored('DEVELOPMENT') }),
      good: channel({ properties: stored('PRODUCTION') }),
      after: '<messageStorageMode>PRODUCTION</messageStorageMode>',
    },
    {
      id: 'MIRTH-ATTACHMENTS-PLAIN',
      topic: 'atRest',
      severity: 'low',
      title: 'Channel stores attachments unencrypted',
      rationale: 'Letters and images of patients lie readable in the data base of the engine.',
      remediation: 'Set `encryptAttachments` to true.',
      when: { storeAttachments: true },
      pass: { encryptAttachments: { is: true, default: false } },
      fail: channel({ properties: stored('METADATA', '<storeAttachments>true</storeAttachments>') }),
      good: channel({
        properties: stored(
          'METADATA',
          '<storeAttachments>true</storeAttachments><encryptAttachments>true</encryptAttachments>',
        ),
      }),
      after: '<encryptAttachments>true</encryptAttachments>',
    },
    {
      id: 'MIRTH-SCRIPT-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password stands in a script of a channel',
      rationale:
        'Whoever sees the channel, its export or the repository can sign in to the system that it is for.',
      remediation: 'Read it from the configuration map.',
      pass: { credentials: { max: 0 } },
      fail: channel({ script: "var password = 'pl4nted';" }),
      good: channel({ script: "var password = configurationMap.get('ris');" }),
      after: "var password = configurationMap.get('ris.password');",
    },
  ],
);
