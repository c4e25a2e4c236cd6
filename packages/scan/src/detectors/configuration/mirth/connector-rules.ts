/** How messages come in and go out. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';
import { BASIC, channel, destination, TLS_PLUGIN } from './example.ts';

const LOCAL = ['localhost', '127.*', '::1'];

export const MIRTH_CONNECTOR_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'mirth.source', file: 'channel.xml' },
  [
    {
      id: 'MIRTH-HTTP-OPEN',
      topic: 'authentication',
      severity: 'high',
      title: 'Channel takes messages over HTTP from anybody',
      rationale: 'Whoever reaches the port can put orders, results and admissions into the systems behind.',
      remediation: 'Set HTTP authentication, or listen on the loopback address behind a proxy that asks.',
      when: { enabled: true, kind: { in: ['HttpReceiver', 'WebServiceReceiver'] }, local: false },
      pass: { authentication: { exists: true, not: 'NONE' } },
      fail: channel({ kind: 'http.HttpReceiver', host: '0.0.0.0' }),
      good: channel({
        kind: 'http.HttpReceiver',
        host: '0.0.0.0',
        plugins: `${TLS_PLUGIN}${BASIC('$' + '{ris}')}`,
      }),
      after: '<authType>BASIC</authType>',
    },
    {
      id: 'MIRTH-HTTP-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel takes messages over HTTP without TLS',
      rationale: 'Messages about patients, and passwords of senders, can be read on the way.',
      remediation: 'Listen on the loopback address behind a proxy that ends TLS, or add TLS to the listener.',
      when: { enabled: true, kind: { in: ['HttpReceiver', 'WebServiceReceiver'] }, local: false },
      pass: { protected: true },
      fail: channel({ kind: 'http.HttpReceiver', host: '0.0.0.0', plugins: BASIC('$' + '{ris}') }),
      good: channel({ kind: 'http.HttpReceiver', host: '127.0.0.1', plugins: BASIC('$' + '{ris}') }),
      after: '<host>127.0.0.1</host>',
    },
    {
      id: 'MIRTH-MLLP-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel takes HL7 messages without TLS from every address',
      rationale:
        'MLLP knows no sender: messages can be read, changed and forged by whoever is in the network.',
      remediation:
        'Listen on the loopback address behind a TLS proxy with client certificates, or add TLS to the listener.',
      when: { enabled: true, kind: 'TcpReceiver', local: false },
      pass: { protected: true },
      fail: channel({ kind: 'tcp.TcpReceiver', host: '0.0.0.0' }),
      good: channel({ kind: 'tcp.TcpReceiver', host: '127.0.0.1' }),
      after: '<host>127.0.0.1</host>',
    },
    {
      id: 'MIRTH-DICOM-PLAIN',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel takes images without TLS',
      rationale: 'Images with names and birth dates can be read and changed on the way.',
      remediation: 'Set TLS for the DICOM listener.',
      when: { enabled: true, kind: 'DICOMReceiver', local: false },
      pass: { tls: { notIn: ['notls'], default: 'notls' } },
      fail: channel({ kind: 'dimse.DICOMReceiver', host: '0.0.0.0', source: '<tls>notls</tls>' }),
      good: channel({ kind: 'dimse.DICOMReceiver', host: '0.0.0.0', source: '<tls>aes</tls>' }),
      after: '<tls>aes</tls>',
    },
    {
      id: 'MIRTH-LISTENER-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of senders is in the export of a channel',
      rationale: 'Whoever reads the repository can send messages as the other system.',
      remediation: 'Use a variable of the configuration map.',
      pass: { credentials: { exists: false } },
      fail: channel({ kind: 'http.HttpReceiver', host: '127.0.0.1', plugins: BASIC('pl4nted') }),
      good: channel({ kind: 'http.HttpReceiver', host: '127.0.0.1', plugins: BASIC('$' + '{ris}') }),
    },
    {
      id: 'MIRTH-SEND-PLAIN',
      on: 'mirth.destination',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel sends messages without TLS',
      rationale: 'Messages about patients can be read and changed on the way.',
      remediation: 'Write `https://`, or send through a TLS proxy on the same host.',
      when: { enabled: true, kind: { in: ['HttpDispatcher', 'WebServiceDispatcher'] } },
      pass: { target: { notLike: 'http://*' } },
      fail: channel({
        destination: destination('http.HttpDispatcher', '<host>http://registry.example/adt</host>'),
      }),
      good: channel({
        destination: destination('http.HttpDispatcher', '<host>https://registry.example/adt</host>'),
      }),
    },
    {
      id: 'MIRTH-SEND-PASSWORD',
      on: 'mirth.destination',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of a destination is in the export of a channel',
      rationale: 'Whoever reads the repository can sign in to the system that messages go to.',
      remediation: 'Use a variable of the configuration map, such as `$' + '{registry.password}`.',
      pass: { password: { default: '', in: ['', 'anonymous'] } },
      fail: channel({
        destination: destination(
          'jdbc.DatabaseDispatcher',
          '<username>mirth</username><password>pl4nted</password>',
        ),
      }),
      good: channel({
        destination: destination(
          'jdbc.DatabaseDispatcher',
          '<username>mirth</username><password>$' + '{registry}</password>',
        ),
      }),
    },
    {
      id: 'MIRTH-POLL-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of a source is in the export of a channel',
      rationale: 'Whoever reads the repository can sign in to the system that messages come from.',
      remediation: 'Use a variable of the configuration map, such as `$' + '{ris.password}`.',
      pass: { password: { default: '', in: ['', 'anonymous'] } },
      fail: channel({
        kind: 'jdbc.DatabaseReceiver',
        source: '<username>mirth</username><password>pl4nted</password>',
      }),
      good: channel({
        kind: 'jdbc.DatabaseReceiver',
        source: '<username>mirth</username><password>$' + '{ris}</password>',
      }),
    },
    {
      id: 'MIRTH-MAIL-PLAIN',
      on: 'mirth.destination',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel mails messages in the clear',
      rationale: 'What is in the mail can be read between engine and mail server.',
      remediation: 'Set `encryption` to `TLS` or `SSL`.',
      when: { enabled: true, kind: 'SmtpDispatcher', smtpHost: { notLike: LOCAL } },
      pass: { encryption: { notIn: ['none', ''], default: 'none' } },
      fail: channel({
        destination: destination(
          'smtp.SmtpDispatcher',
          '<smtpHost>mail.example</smtpHost><encryption>none</encryption>',
        ),
      }),
      good: channel({
        destination: destination(
          'smtp.SmtpDispatcher',
          '<smtpHost>mail.example</smtpHost><encryption>TLS</encryption>',
        ),
      }),
    },
    {
      id: 'MIRTH-FTP',
      on: 'mirth.destination',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Channel sends files over FTP',
      rationale: 'FTP carries password and content in the clear.',
      remediation: 'Use SFTP.',
      when: { enabled: true, kind: 'FileDispatcher' },
      pass: { scheme: { notIn: ['FTP', 'WEBDAV'] } },
      fail: channel({
        destination: destination('file.FileDispatcher', '<scheme>FTP</scheme><host>lab.example</host>'),
      }),
      good: channel({
        destination: destination('file.FileDispatcher', '<scheme>SFTP</scheme><host>lab.example</host>'),
      }),
    },
  ],
);
