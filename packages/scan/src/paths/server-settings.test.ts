import { systemsOf } from '@theriac/govern';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../configuration.ts';
import { buildGraph } from './build-graph.ts';
import { INTERNET } from './graph.ts';

/** TLS and login of the hop from the internet, of a service with one file. */
async function hopFor(image: string, file: string, text: string): Promise<string> {
  const { resources } = await configurationInMemory({
    'compose.yaml': `services:\n  s:\n    image: ${image}\n    ports: ["7777:7777"]\n    volumes: ["./conf/${file}:/etc/${file}"]\n`,
    [`conf/${file}`]: text,
  });
  const [hop] = buildGraph(resources, systemsOf([], 'ward')).hopsFrom(INTERNET);
  return `TLS ${hop?.tls}, login ${hop?.authentication}`;
}

test.each([
  ['postgres:17', 'pg_hba.conf', 'host all all 0.0.0.0/0 trust\n', 'TLS unknown, login no'],
  ['postgres:17', 'pg_hba.conf', 'host all all 0.0.0.0/0 scram-sha-256\n', 'TLS unknown, login yes'],
  ['postgres:17', 'postgresql.conf', "ssl = on\nlisten_addresses = '*'\n", 'TLS yes, login yes'],
  [
    'redis:8',
    'redis.conf',
    'bind 0.0.0.0\nport 6379\nprotected-mode no\nappendonly yes\n',
    'TLS no, login no',
  ],
  [
    'redis:8',
    'redis.conf',
    'port 0\ntls-port 6379\nrequirepass long-enough-to-be-one\n',
    'TLS yes, login yes',
  ],
  [
    'mongo:8',
    'mongod.conf',
    'security: {authorization: enabled}\nnet: {bindIp: 0.0.0.0}\n',
    'TLS no, login yes',
  ],
  ['mongo:8', 'mongod.conf', 'net: {bindIp: 0.0.0.0, tls: {mode: requireTLS}}\n', 'TLS yes, login no'],
  [
    'elasticsearch:9',
    'elasticsearch.yml',
    'xpack.security.enabled: false\nnetwork.host: 0.0.0.0\n',
    'TLS unknown, login no',
  ],
  [
    'orthancteam/orthanc',
    'orthanc.json',
    '{"Name": "a", "RemoteAccessAllowed": true, "AuthenticationEnabled": false, "SslEnabled": true, "DicomPort": 4242}',
    'TLS yes, login no',
  ],
])('%s with %s %j: %s', async (image, file, text, expected) => {
  expect(await hopFor(image, file, text)).toBe(expected);
});

test('a file of another technology in the same folder says nothing about a server', async () => {
  expect(
    await hopFor('postgres:17', 'redis.conf', 'bind 0.0.0.0\nport 6379\nprotected-mode no\nappendonly yes\n'),
  ).toBe('TLS unknown, login yes');
});

test.each([
  ['http://app:8080/x', 'no'],
  ['https://user@app/x', 'yes'],
  ['postgres://app/x', 'unknown'],
])('the address %s says whether the hop is encrypted: %s', async (address, tls) => {
  const { resources } = await configurationInMemory({
    'compose.yaml': `services:\n  web:\n    image: registry.example/web\n    environment: {APP: "${address}"}\n  app:\n    image: registry.example/app\n`,
  });
  const graph = buildGraph(resources, systemsOf([], 'ward'));
  expect(graph.hopsFrom('compose:compose.yaml#web').find(({ to }) => to.endsWith('#app'))).toMatchObject({
    tls,
    isUsed: true,
  });
});
