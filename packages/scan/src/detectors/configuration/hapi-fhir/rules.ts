/** Data base, interfaces and records of a HAPI FHIR server. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { ruleTable } from '../shared/rule-table.ts';

const SERVER =
  'hapi:\n  fhir:\n    fhir_version: R4\n    custom-interceptor-classes: example.Authorization\n';

export const HAPI_RULES: readonly ConfigurationRule[] = ruleTable(
  {
    on: 'hapi-fhir.server',
    file: 'application.yaml',
    around: (text) => (text.startsWith('hapi:') ? text : `${SERVER}${text}`),
  },
  [
    {
      id: 'HAPI-H2',
      topic: 'durability',
      severity: 'medium',
      title: 'Records are kept in a data base for trials',
      rationale:
        'H2 is the default of the starter project: in memory everything is gone with the next start, and in a file it is easily damaged.',
      remediation: 'Use PostgreSQL, or another data base that HAPI FHIR supports.',
      pass: { 'spring.datasource.url': { notLike: 'jdbc:h2:*' } },
      fail: 'spring:\n  datasource:\n    url: jdbc:h2:mem:fhir\n',
      good: 'spring:\n  datasource:\n    url: jdbc:postgresql://db/fhir?sslmode=verify-full\n',
      after: 'spring:\n  datasource:\n    url: jdbc:postgresql://db/fhir?sslmode=verify-full',
    },
    {
      id: 'HAPI-DATABASE-PASSWORD',
      topic: 'secret',
      severity: 'medium',
      secret: true,
      title: 'Password of the FHIR server’s data base is in the file',
      rationale: 'Whoever reads the repository can sign in to the data base with all records.',
      remediation: 'Take it from the environment.',
      when: { 'spring.datasource.url': { notLike: 'jdbc:h2:*' } },
      pass: { 'spring.datasource.password': { default: '', in: ['', 'null', '~'] } },
      fail: 'spring:\n  datasource:\n    url: jdbc:postgresql://db/fhir\n    password: pl4nted\n',
      good: 'spring:\n  datasource:\n    url: jdbc:postgresql://db/fhir\n    password: $' + '{DB_PASSWORD}\n',
    },
    {
      id: 'HAPI-H2-CONSOLE',
      topic: 'exposure',
      severity: 'high',
      title: 'Console of the data base is published',
      rationale: 'It runs any statement on all records, and programs on the host.',
      remediation: 'Remove `spring.h2.console.enabled`.',
      pass: { 'spring.h2.console.enabled': { is: false, default: false } },
      fail: 'spring:\n  h2:\n    console:\n      enabled: true\n',
      good: 'spring:\n  h2:\n    console:\n      enabled: false\n',
    },
    {
      id: 'HAPI-ACTUATOR',
      topic: 'exposure',
      severity: 'high',
      title: 'Memory and environment of the FHIR server can be fetched',
      rationale:
        'With every endpoint of the actuator published, `heapdump` holds records and tokens, and `env` addresses and names of secrets.',
      remediation: 'Publish `health` alone.',
      when: {
        'management.endpoints.access.default': { not: 'none' },
        'management.endpoints.enabled_by_default': { not: false },
      },
      pass: {
        'management.endpoints.web.exposure.include': {
          hasNone: ['*', 'heapdump', 'env', 'threaddump', 'configprops'],
        },
      },
      fail: 'management:\n  endpoints:\n    web:\n      exposure:\n        include: "*"\n',
      good: 'management:\n  endpoints:\n    web:\n      exposure:\n        include: health\n',
    },
    {
      id: 'HAPI-LOGS-STATEMENTS',
      topic: 'loggedData',
      severity: 'medium',
      title: 'Statements with values of records are logged',
      rationale:
        'Names and identifiers of patients appear in a log that lives by other rules than the record.',
      remediation: 'Set `show_sql` to false, and no trace level for Hibernate.',
      pass: {
        'spring.jpa.show_sql': { is: false, default: false },
        'spring.jpa.properties.hibernate.show_sql': { is: false, default: false },
        'logging.level.org.hibernate.orm.jdbc.bind': { notIn: ['trace', 'TRACE'] },
      },
      fail: 'spring:\n  jpa:\n    properties:\n      hibernate.show_sql: true\n',
      good: 'spring:\n  jpa:\n    properties:\n      hibernate.show_sql: false\n',
    },
    {
      id: 'HAPI-NO-INTERCEPTOR',
      topic: 'authentication',
      severity: 'low',
      title: 'FHIR server is configured without anything that authorises requests',
      rationale:
        'HAPI FHIR serves every resource to whoever asks until an interceptor says otherwise; the settings name none.',
      remediation:
        'Name an interceptor in `custom-interceptor-classes`, or make sure that a gateway authorises each request.',
      when: { 'hapi.fhir.fhir_version': { exists: true } },
      pass: {
        any: [
          { 'hapi.fhir.custom_interceptor_classes': { exists: true } },
          { 'hapi.fhir.custom_bean_packages': { exists: true } },
          { 'spring.security': { exists: true } },
        ],
      },
      fail: 'hapi:\n  fhir:\n    fhir_version: R4\n',
      good: SERVER,
      after: 'hapi:\n  fhir:\n    custom-interceptor-classes: example.Authorization',
    },
    {
      id: 'HAPI-CORS-ANY',
      topic: 'origin',
      severity: 'medium',
      title: 'Every web site may read answers of the FHIR server',
      rationale:
        'Pages of any origin can read resources from inside the hospital’s network, with credentials where they are allowed.',
      remediation: 'Name the origins in `hapi.fhir.cors.allowed_origin`.',
      pass: { origins: { hasNone: '*' } },
      fail: `${SERVER}    cors:\n      allowed_origin: ["*"]\n`,
      good: `${SERVER}    cors:\n      allowed_origin: ["https://portal.example"]\n`,
    },
    {
      id: 'HAPI-TESTER',
      topic: 'exposure',
      severity: 'low',
      title: 'Page for trying out the FHIR server is configured',
      rationale: 'It searches and changes records in a browser, for anybody whom the server lets in.',
      remediation: 'Remove `hapi.fhir.tester`.',
      pass: { testers: { exists: false } },
      fail: `${SERVER}    tester:\n      home:\n        name: Ward\n        refuse_to_fetch_third_party_urls: true\n`,
      good: SERVER,
    },
    {
      id: 'HAPI-TESTER-FETCHES',
      topic: 'requestForgery',
      severity: 'medium',
      title: 'Page for trying out fetches any address',
      rationale: 'A visitor lets the server send requests into the inner network.',
      remediation: 'Set `refuse_to_fetch_third_party_urls` to true.',
      pass: { testers: { no: { refuse_to_fetch_third_party_urls: { exists: true, is: false } } } },
      fail: `${SERVER}    tester:\n      home:\n        refuse_to_fetch_third_party_urls: false\n`,
      good: `${SERVER}    tester:\n      home:\n        refuse_to_fetch_third_party_urls: true\n`,
    },
  ],
);
