/** Encryption, integrity and logs of an Orthanc server. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const json = (text: string): string => `{\n  "DicomAet" : "PACS",\n  ${text}\n}\n`;
const SAFE = '"SslEnabled" : true,\n  "DicomTlsEnabled" : true';

export const ORTHANC_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'orthanc.server', file: 'orthanc.json', around: json },
  [
    {
      id: 'ORTHANC-PLAIN',
      topic: 'cleartext',
      severity: 'low',
      title: 'Interface of the image archive answers over HTTP',
      rationale:
        'Unless a proxy before it on the same host ends TLS, passwords and images can be read on the way.',
      remediation: 'Set `SslEnabled` to true with `SslCertificate`.',
      when: { RemoteAccessAllowed: { is: true, default: false } },
      pass: { SslEnabled: { is: true, default: false } },
      fail: '"RemoteAccessAllowed" : true,\n  "DicomTlsEnabled" : true',
      good: `"RemoteAccessAllowed" : true,\n  ${SAFE}`,
      after: '"SslEnabled" : true,\n"SslCertificate" : "/etc/orthanc/certificate.pem"',
    },
    {
      id: 'ORTHANC-DICOM-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Image archive speaks DICOM without TLS',
      rationale: 'Images with names and birth dates can be read and changed between modality and archive.',
      remediation: 'Set `DicomTlsEnabled` to true with certificates.',
      when: {
        DicomServerEnabled: { not: false },
        any: [{ DicomPort: { exists: true } }, { DicomAet: { exists: true } }],
      },
      pass: { DicomTlsEnabled: { is: true, default: false } },
      fail: '"DicomPort" : 4242',
      good: `"DicomPort" : 4242,\n  ${SAFE}`,
      after: '"DicomTlsEnabled" : true,\n"DicomTlsCertificate" : "/etc/orthanc/dicom.crt"',
    },
    {
      id: 'ORTHANC-DICOM-CLIENT-CERTIFICATE',
      topic: 'authentication',
      severity: 'medium',
      title: 'Modalities need no certificate',
      rationale:
        'DICOM has no passwords: without certificates any machine that knows a title is that modality.',
      remediation: 'Set `DicomTlsRemoteCertificateRequired` to true.',
      pass: { DicomTlsRemoteCertificateRequired: { not: false } },
      fail: `${SAFE},\n  "DicomTlsRemoteCertificateRequired" : false`,
      good: `${SAFE},\n  "DicomTlsRemoteCertificateRequired" : true`,
    },
    {
      id: 'ORTHANC-PEERS-UNVERIFIED',
      topic: 'peer',
      severity: 'medium',
      title: 'Certificates of other archives are not checked',
      rationale: 'Images are sent, encrypted, to whoever answers.',
      remediation: 'Set `HttpsVerifyPeers` to true with `HttpsCACertificates`.',
      pass: { HttpsVerifyPeers: { is: true, default: true } },
      fail: `${SAFE},\n  "HttpsVerifyPeers" : false`,
      good: `${SAFE},\n  "HttpsVerifyPeers" : true`,
    },
    {
      id: 'ORTHANC-MODALITY-HOST',
      topic: 'spoofing',
      severity: 'low',
      title: 'Addresses of modalities are not checked',
      rationale: 'A machine only needs to use the title of a modality to be taken for it.',
      remediation: 'Set `DicomCheckModalityHost` to true.',
      pass: { DicomCheckModalityHost: { not: false } },
      fail: `${SAFE},\n  "DicomCheckModalityHost" : false`,
      good: `${SAFE},\n  "DicomCheckModalityHost" : true`,
    },
    {
      id: 'ORTHANC-LOGS-PATIENTS',
      topic: 'loggedData',
      severity: 'medium',
      title: 'Logs of the image archive name patients',
      rationale:
        'Names and identifiers of a query appear in the log, which lives by other rules than the images.',
      remediation: 'Remove `DeidentifyLogs`; it is on by default.',
      pass: { DeidentifyLogs: { is: true, default: true } },
      fail: `${SAFE},\n  "DeidentifyLogs" : false`,
      good: `${SAFE},\n  "DeidentifyLogs" : true`,
    },
    {
      id: 'ORTHANC-OVERWRITES',
      topic: 'durability',
      cwe: ['CWE-345'],
      severity: 'low',
      title: 'Images can be replaced by others with the same number',
      rationale: 'A modality, or whoever acts as one, changes what was diagnosed from without a trace.',
      remediation: 'Set `OverwriteInstances` to false.',
      pass: { OverwriteInstances: { notIn: [true, 'Always'] } },
      fail: `${SAFE},\n  "OverwriteInstances" : true`,
      good: `${SAFE},\n  "OverwriteInstances" : false`,
    },
    {
      id: 'ORTHANC-SYSTEM-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password for another system is in the file',
      rationale: 'Whoever reads the repository can sign in to the data base or the other archive.',
      remediation: 'Take it from the environment.',
      pass: { secrets: { max: 0 } },
      fail: `${SAFE},\n  "PostgreSQL" : { "Password" : "pl4nted" }`,
      good: `${SAFE},\n  "PostgreSQL" : { "Password" : "\${DB_PASSWORD}" }`,
    },
  ],
);
