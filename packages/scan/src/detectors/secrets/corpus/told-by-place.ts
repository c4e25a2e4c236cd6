/** Secrets that a name or a file tells, in every way in which values are written, and passwords that a person made. */
import { numbersFrom } from '../examples.ts';
import { exampleOf, piecesOfText } from '../shape.ts';
import type { LabelledText } from './positives.ts';

const PW = '{lower:2}{Base36:2}{digits:1}{base62:7}{digits:1}';

const TEXTS: readonly (readonly [kind: string, path: string, text: string])[] = [
  // The value behind its name, however it is written.
  ['PASSWORD', 'config/db.yaml', `db:\n  password: >-\n    ${PW}\n`],
  ['PASSWORD', 'config/db.yaml', `db:\n  password: |\n    ${PW}\n  port: 5432\n`],
  ['PASSWORD', 'config/db.yaml', `db:\n  password:\n    "${PW}"\n`],
  ['PASSWORD', 'settings.py', `DB_PASSWORD = (\n    "${PW}"\n)\n`],
  ['PASSWORD', 'src/db.ts', `const dbPassword =\n  '${PW}';\n`],
  ['PASSWORD', 'config.xml', `<password>\n  ${PW}\n</password>\n`],
  ['PASSWORD', 'Info.plist', `<dict>\n  <key>password</key>\n  <string>${PW}</string>\n</dict>\n`],
  ['PASSWORD', 'context.xml', `<property name="password" value="${PW}"/>\n`],
  ['PASSWORD', 'Web.config', `<add key="DbPassword" value="${PW}"/>\n`],
  ['PASSWORD', 'task.json', `{"environment": [{"name": "DB_PASSWORD", "value": "${PW}"}]}\n`],
  ['PASSWORD', 'deploy/pod.yaml', `    env:\n    - name: DB_PASSWORD\n      value: ${PW}\n`],
  ['PASSWORD', 'redis.conf', `port 6379\nrequirepass ${PW}\n`],
  [
    'PASSWORD',
    'users.csv',
    `name,email,password\nnurse,nurse@ward.example,${PW}\nward,ward@ward.example,"${PW}"\n`,
  ],
  ['PASSWORD', 'New-User.ps1', `New-WardUser -Name app -Password "${PW}!"\n`],
  // Names that end like others.
  ['PASSWORD', '.env', `ADMIN_PASSWORD=${PW}\n`],
  ['PASSWORD', '.env', `REDIS_PASSWORD=${PW}\n`],
  ['PASSWORD', '.env', `RSYNC_PASSWORD=${PW}\n`],
  ['PASSWORD', 'config/app.yaml', `redis:\n  auth_pass: ${PW}\n`],
  ['KEY', '.env', 'APP_KEY={base62:40}\n'],
  ['PASSWORD', '.env', 'DB_PASSWORD={hex:32}\n'],
  // A person made them.
  ['PASSWORD', 'config/redis.yaml', 'redis:\n  password: RedisPass{digits:1}!\n'],
  [
    'PASSWORD',
    'deploy/compose.yaml',
    'services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: Passw0rd!{digits:1}\n',
  ],
  ['GUESSABLE-PASSWORD', 'config/app.yaml', 'admin:\n  password: admin{digits:3}\n'],
  ['GUESSABLE-PASSWORD', 'application.properties', 'spring.datasource.password=hospital{digits:2}\n'],
  ['GUESSABLE-PASSWORD', 'docker-compose.yml', 'environment:\n  - APP_ADMIN_PASSWORD=Winter20{digits:2}\n'],
  // Hashes in what is deployed.
  ['PASSWORD-HASH', 'config/users.yaml', 'users:\n  - name: nurse\n    password: {hex:40}\n'],
  ['PASSWORD-HASH', 'app.properties', 'admin.password={hex:32}\n'],
  // Named for the service that stands above.
  ['DATADOG-KEY', 'config/datadog.yaml', 'datadog:\n  site: ward.example\n  appKey: {hex:40}\n'],
  ['LARAVEL-KEY', '.env', 'APP_NAME=Ward\nAPP_KEY=base64:{base64:43}=\n'],
  // Told by their files.
  ['RAILS-KEY', 'config/master.key', '{hex:32}\n'],
  ['RAILS-KEY', 'config/credentials/production.key', '{hex:32}'],
  [
    'GIT-CREDENTIALS-FILE',
    '.git-credentials',
    'https://nurse:{lower:4}@{base62:4}#{base62:6}{digits:1}@git.ward.example\n',
  ],
  ['SNMP-COMMUNITY', 'etc/snmp/snmpd.conf', 'rocommunity {lower:4}{digits:2}{base62:8} 10.0.0.0/8\n'],
  ['SNMP-COMMUNITY', 'snmpd.conf', 'com2sec readonly default {lower:4}{digits:2}{base62:8}\n'],
  ['SNMP-COMMUNITY', 'snmpd.conf', 'createUser ward SHA "{lower:4}{digits:2}{base62:8}" AES "{base62:14}"\n'],
  // Behind one level of escapes.
  [
    'PASSWORD',
    'nb/load.ipynb',
    `{"cells": [{"source": ["import ward\\n", "DB_PASSWORD = \\"${PW}\\"\\n"]}]}\n`,
  ],
  ['PASSWORD', 'nb/load.ipynb', `{"source": ["DB_PASSWORD = \\u0027${PW}\\u0027\\n"]}\n`],
  ['PASSWORD', 'src/body.js', `const body = "{\\"user\\":\\"ward\\",\\"password\\":\\"${PW}\\"}";\n`],
  ['PASSWORD', 'Body.java', `String body = "{\\"password\\":\\"${PW}\\"}";\n`],
  [
    'PASSWORD',
    'deploy/map.yaml',
    `kind: ConfigMap\ndata:\n  app.json: "{\\"port\\":1,\\"password\\":\\"${PW}\\"}"\n`,
  ],
  ['PASSWORD', 'deploy/app.json', `{"env": "DB_HOST=db\\nDB_PASSWORD=${PW}\\nPORT=1\\n"}\n`],
  ['PASSWORD', 'hook.json', `{"cmd": "export DB_PASSWORD=\\"${PW}\\""}\n`],
  ['ASTERISK-SECRET', 'etc/asterisk/sip.conf', `[100]\ntype=friend\nsecret=${PW}\n`],
  ['PASSWORD', 'data.json', `{"a":"${'x'.repeat(1200)}","password":"${PW}","b":"${'x'.repeat(1200)}"}\n`],
  // Values of parameters, of elements, of files that go on.
  ['PASSWORD', 'deploy/main.parameters.json', `{"parameters": {"adminPassword": {"value": "${PW}"}}}\n`],
  ['PASSWORD', 'deploy/main.json', `{\n  "adminPassword": {\n    "value": "${PW}"\n  }\n}\n`],
  ['PASSWORD', 'unattend.xml', `<AdministratorPassword><Value>${PW}</Value></AdministratorPassword>\n`],
  ['PASSWORD', 'Makefile', `DB_PASSWORD ?= ${PW}\n`],
  ['PASSWORD', 'app.properties', `ward.password=\\\n  ${PW}\n`],
  ['PASSWORD', 'grafana.ini', `admin_password = """${PW}"""\n`],
  ['PASSWORD', 'users.ldif', `dn: cn=ward\nuserPassword: ${PW}\n`],
  ['PASSWORD', 'users.ldif', 'dn: cn=ward\nuserPassword:: V3E4eFRtM3pMazZS\n'],
  // No shell expands what stands in single quotes.
  ['COMMAND-SSH', 'copy.sh', "sshpass -p '{base62:5}7$k{base62:5}' scp a b\n"],
  ['COMMAND-MYSQL', 'load.sh', "mysql -u root -p'{base62:5}7$k{base62:5}' emr\n"],
  ['CURL-USER', 'load.sh', "curl -u 'ward:{base62:5}7$k{base62:5}' https://ward.example\n"],
  // A word, a mark and a number.
  ['GUESSABLE-PASSWORD', '.env', 'DB_PASSWORD=Admin@{digits:3}\n'],
  ['GUESSABLE-PASSWORD', '.env', 'DB_PASSWORD=postgres@{digits:3}\n'],
  ['GUESSABLE-PASSWORD', '.env', 'DB_PASSWORD=Hospital@{digits:3}\n'],
  ['GUESSABLE-PASSWORD', '.env', 'DB_PASSWORD=passw0rd\n'],
  // As base64 with a mark.
  ['PASSWORD', 'config/db.yaml', 'password: !!binary a1c3cDNuOXhRMnZMbTg=\n'],
  ['PASSWORD', 'config/db.yaml', 'password: !!binary |\n  a1c3cDNuOXhRMnZMbTg=\n'],
];

/** @param each how many of each text */
export function toldByPlace(seed: number, each: number): LabelledText[] {
  const random = numbersFrom(seed);
  return TEXTS.flatMap(([kind, path, text], row) => {
    const pieces = piecesOfText(text);
    return Array.from({ length: each }, (_, i) => ({
      id: `told by place ${row} ${i}`,
      path,
      text: exampleOf(pieces, random),
      kind,
    }));
  });
}
