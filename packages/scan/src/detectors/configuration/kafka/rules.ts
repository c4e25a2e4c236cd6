/** Settings of Kafka brokers; dots of names are underscores. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const BROKER =
  'broker.id=1\nlisteners=SASL_SSL://:9093\nauthorizer.class.name=kafka.security.authorizer.AclAuthorizer\n';
const swap = (listener: string): string => BROKER.replace('SASL_SSL://:9093', listener);

export const KAFKA_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'kafka.broker', file: 'server.properties' },
  [
    {
      id: 'KAFKA-PLAINTEXT',
      topic: 'authentication',
      severity: 'high',
      title: 'Broker takes connections without TLS and without asking who connects',
      rationale:
        'Whoever reaches the port reads and writes every topic, with the messages about patients in them.',
      remediation: 'Use `SASL_SSL`, or `SSL` with client certificates, and list the authorizer.',
      pass: { listeners: { no: { protocol: 'PLAINTEXT', local: false, controller: false } } },
      fail: swap('PLAINTEXT://:9092'),
      good: BROKER,
      after: 'listeners=SASL_SSL://:9093',
    },
    {
      id: 'KAFKA-SASL-PLAINTEXT',
      topic: 'cleartext',
      severity: 'medium',
      title: 'Broker takes connections without TLS',
      rationale: 'Messages, and with SASL/PLAIN passwords too, can be read on the way.',
      remediation: 'Use `SASL_SSL`.',
      pass: { listeners: { no: { protocol: 'SASL_PLAINTEXT', local: false } } },
      fail: swap('SASL_PLAINTEXT://:9092'),
      good: BROKER,
      after: 'listeners=SASL_SSL://:9093',
    },
    {
      id: 'KAFKA-NO-AUTHORIZER',
      topic: 'access',
      severity: 'medium',
      title: 'Every client may read every topic',
      rationale: 'Without an authorizer an account of one system reads the messages of all others.',
      remediation: 'Set `authorizer.class.name`.',
      when: {
        listeners: { some: { protocol: { in: ['SASL_SSL', 'SASL_PLAINTEXT', 'SSL'] }, local: false } },
      },
      pass: { authorizer_class_name: { exists: true } },
      fail: 'broker.id=1\nlisteners=SASL_SSL://:9093\n',
      good: BROKER,
      after: 'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    },
    {
      id: 'KAFKA-ALLOWS-EVERYBODY',
      topic: 'access',
      severity: 'medium',
      title: 'Topics without a rule are open to everybody',
      rationale: 'Each new topic can be read by every client until somebody thinks of it.',
      remediation: 'Set `allow.everyone.if.no.acl.found=false`.',
      pass: { allow_everyone_if_no_acl_found: { is: false, default: false } },
      fail: `${BROKER}allow.everyone.if.no.acl.found=true\n`,
      good: `${BROKER}allow.everyone.if.no.acl.found=false\n`,
      after: 'allow.everyone.if.no.acl.found=false',
    },
    {
      id: 'KAFKA-ANONYMOUS-ADMIN',
      topic: 'privilege',
      severity: 'high',
      title: 'Clients that nobody knows are administrators',
      rationale: '`User:ANONYMOUS` is every client that was not asked who it is; it passes every rule.',
      remediation: 'Name the accounts of operators in `super.users`.',
      pass: { super_users: { notLike: '*User:ANONYMOUS*' } },
      fail: `${BROKER}super.users=User:ANONYMOUS;User:ops\n`,
      good: `${BROKER}super.users=User:ops\n`,
      after: 'super.users=User:ops',
    },
    {
      id: 'KAFKA-NAMES-UNCHECKED',
      topic: 'peer',
      severity: 'medium',
      title: 'Names in certificates of brokers are not checked',
      rationale:
        'An empty `ssl.endpoint.identification.algorithm` accepts the certificate of any host of the same authority.',
      remediation: 'Set `ssl.endpoint.identification.algorithm=https`.',
      pass: { names_unchecked: { exists: false } },
      fail: `${BROKER}ssl.endpoint.identification.algorithm=\n`,
      good: `${BROKER}ssl.endpoint.identification.algorithm=https\n`,
      after: 'ssl.endpoint.identification.algorithm=https',
    },
    {
      id: 'KAFKA-CLIENTS-UNVERIFIED',
      topic: 'authentication',
      severity: 'medium',
      title: 'Broker does not ask TLS clients who they are',
      rationale:
        'A listener with `SSL` knows its clients by their certificates alone; `none` and `requested` let in those without.',
      remediation: 'Set `ssl.client.auth=required`.',
      when: { listeners: { some: { protocol: 'SSL', local: false } } },
      pass: { ssl_client_auth: { is: 'required', default: 'none' } },
      fail: swap('SSL://:9093'),
      good: `${swap('SSL://:9093')}ssl.client.auth=required\n`,
      after: 'ssl.client.auth=required',
    },
    {
      id: 'KAFKA-SECRET',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of the broker is in the file',
      rationale:
        'Whoever reads the repository can open the key store or sign in, and the password stays in its history.',
      remediation: 'Use a configuration provider, such as the file of a mounted secret.',
      pass: { secrets: { max: 0 } },
      fail: `${BROKER}ssl.keystore.password=pl4nted\n`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what Kafka replaces
      good: `${BROKER}${'ssl.keystore.password=${file:/run/secrets/kafka:keystore}'}\n`,
    },
    {
      id: 'KAFKA-UNCLEAN-ELECTION',
      topic: 'durability',
      severity: 'medium',
      title: 'Broker may drop messages that were confirmed',
      rationale:
        'A copy that has fallen behind can become the leader; what it lacks, orders or results among it, is gone.',
      remediation: 'Set `unclean.leader.election.enable=false`.',
      pass: { unclean_leader_election_enable: { is: false, default: false } },
      fail: `${BROKER}unclean.leader.election.enable=true\n`,
      good: `${BROKER}unclean.leader.election.enable=false\n`,
      after: 'unclean.leader.election.enable=false',
    },
  ],
);
