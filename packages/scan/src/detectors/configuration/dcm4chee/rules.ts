/** Connections and key stores of dcm4chee. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const connection = (text: string): string =>
  `dn: cn=dicom,dicomDeviceName=pacs\nobjectClass: dicomNetworkConnection\nobjectClass: dcmNetworkConnection\ncn: dicom\ndicomHostname: pacs.example\n${text}`;
const TLS = 'dicomPort: 2762\ndicomTLSCipherSuite: TLS_AES_256_GCM_SHA384\n';

export const DCM4CHEE_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'dcm4chee.connection', file: 'pacs.ldif', around: connection },
  [
    {
      id: 'DCM4CHEE-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Image archive listens without TLS',
      rationale:
        'Images and messages with names and birth dates can be read and changed between modality and archive.',
      remediation: 'Set `dicomTLSCipherSuite` for the connection, or remove it and keep the one with TLS.',
      when: {
        dicomPort: { exists: true, not: '-1' },
        local: false,
        dicomInstalled: { notIn: ['FALSE', 'false'] },
      },
      pass: { dicomTLSCipherSuite: { exists: true } },
      fail: 'dicomPort: 11112\n',
      good: TLS,
    },
    {
      id: 'DCM4CHEE-WEAK-CIPHERS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Image archive accepts weak ciphers',
      rationale: 'Triple DES, RC4 and ciphers without encryption give the images away.',
      remediation: 'Name ciphers with AES and GCM alone.',
      pass: {
        dicomTLSCipherSuite: {
          no: { '@value': { like: ['*_NULL_*', '*_3DES_*', '*_RC4_*', '*_anon_*', '*_EXPORT_*'] } },
        },
      },
      fail: `${TLS}dicomTLSCipherSuite: SSL_RSA_WITH_3DES_EDE_CBC_SHA\ndicomTLSCipherSuite: TLS_RSA_WITH_3DES_EDE_CBC_SHA\n`,
      good: TLS,
    },
    {
      id: 'DCM4CHEE-OLD-TLS',
      topic: 'weakTls',
      severity: 'medium',
      title: 'Image archive accepts TLS 1.0 or 1.1',
      rationale: 'Both versions were withdrawn in 2021 (RFC 8996).',
      remediation: 'Name `TLSv1.2` and `TLSv1.3` alone in `dcmTLSProtocol`.',
      pass: { dcmTLSProtocol: { hasNone: ['SSLv3', 'TLSv1', 'TLSv1.1'] } },
      fail: `${TLS}dcmTLSProtocol: TLSv1\ndcmTLSProtocol: TLSv1.2\n`,
      good: `${TLS}dcmTLSProtocol: TLSv1.2\n`,
    },
    {
      id: 'DCM4CHEE-CLIENT-CERTIFICATE',
      topic: 'authentication',
      severity: 'medium',
      title: 'Modalities need no certificate',
      rationale:
        'DICOM has no passwords: without certificates any machine that knows a title is that modality.',
      remediation: 'Set `dcmTLSNeedClientAuth: TRUE`.',
      when: { dicomTLSCipherSuite: { exists: true } },
      pass: { dcmTLSNeedClientAuth: { is: true, default: true } },
      fail: `${TLS}dcmTLSNeedClientAuth: FALSE\n`,
      good: `${TLS}dcmTLSNeedClientAuth: TRUE\n`,
    },
    {
      id: 'DCM4CHEE-KEYSTORE-PASSWORD',
      on: 'dcm4chee.device',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of a key store is in the directory’s file',
      rationale:
        'Whoever reads the file can use the key of the archive; the installer’s is `secret` everywhere.',
      remediation: 'Set it from a property of the server, such as `$' + '{env.KEYSTORE_PASSWORD}`.',
      pass: { dicomKeyStorePin: { exists: false }, dcmKeyStorePin: { exists: false } },
      fail: '\ndn: dicomDeviceName=pacs\nobjectClass: dicomDevice\nobjectClass: dcmDevice\ndcmKeyStorePin: pl4nted\n',
      good:
        '\ndn: dicomDeviceName=pacs\nobjectClass: dicomDevice\nobjectClass: dcmDevice\ndcmKeyStorePin: $' +
        '{env.PIN}\n',
    },
  ],
);
