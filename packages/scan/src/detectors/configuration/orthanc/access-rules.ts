/** Who reaches the images of an Orthanc server, and what they may do. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const json = (text: string): string =>
  `{\n  "DicomAet" : "PACS",\n  "DicomTlsEnabled" : true,\n  "SslEnabled" : true${text === '' ? '' : `,\n  ${text}`}\n}\n`;

export const ORTHANC_ACCESS_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'orthanc.server', file: 'orthanc.json', around: json },
  [
    {
      id: 'ORTHANC-OPEN',
      topic: 'authentication',
      severity: 'high',
      title: 'Image archive is open to the network without a password',
      rationale:
        'Whoever reaches the port browses, downloads and deletes the images of all patients; such servers are found on the internet every day.',
      remediation:
        'Set `AuthenticationEnabled` to true and register users, or put the authorization plugin before it.',
      when: { RemoteAccessAllowed: { is: true, default: false }, Authorization: { exists: false } },
      pass: { AuthenticationEnabled: { is: true, default: true } },
      fail: '"RemoteAccessAllowed" : true,\n  "AuthenticationEnabled" : false',
      good: '"RemoteAccessAllowed" : true,\n  "AuthenticationEnabled" : true',
    },
    {
      id: 'ORTHANC-NO-PASSWORD',
      topic: 'authentication',
      severity: 'medium',
      title: 'Image archive asks nobody who they are',
      rationale:
        'Any program of the host, and in the Docker images any machine of the network, reaches the images of all patients.',
      remediation: 'Set `AuthenticationEnabled` to true and register users.',
      when: { RemoteAccessAllowed: { not: true }, Authorization: { exists: false } },
      pass: { AuthenticationEnabled: { is: true, default: true } },
      fail: '"AuthenticationEnabled" : false',
      good: '"AuthenticationEnabled" : true',
    },
    {
      id: 'ORTHANC-WELL-KNOWN-PASSWORD',
      topic: 'defaultCredentials',
      severity: 'high',
      secret: true,
      title: 'Image archive has a password that everybody knows',
      rationale:
        'The password is that of the image or manual, or the name of the user; it is the first that is tried.',
      remediation: 'Give each user a long random password from a secret.',
      when: { AuthenticationEnabled: { not: false } },
      pass: { well_known: { max: 0 } },
      fail: '"RegisteredUsers" : { "orthanc" : "orthanc" }',
      good: '"RegisteredUsers" : { "ward" : "$' + '{WARD_PASSWORD}" }',
    },
    {
      id: 'ORTHANC-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Passwords of users are in the file',
      rationale: 'Whoever reads the repository can open the archive, and the passwords stay in its history.',
      remediation: 'Take them from the environment, such as `$' + '{WARD_PASSWORD}`.',
      // One that everybody knows is told by a rule of its own.
      when: {
        AuthenticationEnabled: { not: false },
        RegisteredUsers: { exists: true },
        well_known: { max: 0 },
      },
      pass: { RegisteredUsers: { no: { '@value': { exists: true } } } },
      fail: '"RegisteredUsers" : { "ward" : "pl4nted" }',
      good: '"RegisteredUsers" : { "ward" : "$' + '{WARD_PASSWORD}" }',
    },
    {
      id: 'ORTHANC-DICOM-ANYBODY',
      topic: 'authentication',
      severity: 'high',
      title: 'Every machine may search and fetch images',
      rationale:
        'With these settings a program that only knows the port asks for patients, and has their images sent to itself.',
      remediation: 'Set them to false and list modalities with what each may do.',
      pass: {
        DicomAlwaysAllowFind: { is: false, default: false },
        DicomAlwaysAllowFindWorklist: { is: false, default: false },
        DicomAlwaysAllowGet: { is: false, default: false },
        DicomAlwaysAllowMove: { is: false, default: false },
      },
      fail: '"DicomAlwaysAllowFind" : true',
      good: '"DicomAlwaysAllowFind" : false',
    },
    {
      id: 'ORTHANC-DICOM-STORES-ANYTHING',
      topic: 'access',
      severity: 'low',
      title: 'Every machine may store images',
      rationale:
        'Forged or foreign images can be put into the record of a patient; the default is to accept all.',
      remediation: 'Set `DicomAlwaysAllowStore` to false and list modalities.',
      pass: { DicomAlwaysAllowStore: { not: true } },
      fail: '"DicomAlwaysAllowStore" : true',
      good: '"DicomAlwaysAllowStore" : false',
    },
    {
      id: 'ORTHANC-LUA',
      topic: 'privilege',
      cwe: ['CWE-94'],
      severity: 'high',
      title: 'Programs can be sent to the archive and run',
      rationale:
        '`/tools/execute-script` runs Lua with the rights of the server: whoever may use it has the host.',
      remediation: 'Remove `ExecuteLuaEnabled`.',
      pass: { ExecuteLuaEnabled: { is: false, default: false } },
      fail: '"ExecuteLuaEnabled" : true',
      good: '"ExecuteLuaEnabled" : false',
    },
    {
      id: 'ORTHANC-WRITES-FILES',
      topic: 'privilege',
      severity: 'medium',
      title: 'Users of the interface write files on the server',
      rationale: 'Exports can be written over programs and configuration.',
      remediation: 'Remove `RestApiWriteToFileSystemEnabled`.',
      pass: { RestApiWriteToFileSystemEnabled: { is: false, default: false } },
      fail: '"RestApiWriteToFileSystemEnabled" : true',
      good: '"RestApiWriteToFileSystemEnabled" : false',
    },
  ],
);
