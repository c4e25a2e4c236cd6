import type { DetectResult } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';

const detect = (files: Readonly<Record<string, string>>): Promise<DetectResult> =>
  detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });

const ids = ({ findings }: DetectResult): string[] =>
  findings
    .map(
      ({ rule, locations: [place] }) =>
        `${rule.id.replace('THERIAC-CFG-NGINX-', '')} ${place?.path}:${place?.line}`,
    )
    .sort();

const SITE =
  'server {\n  listen 443 ssl;\n  server_name a.example;\n  location / {\n    proxy_pass http://127.0.0.1:1;\n  }\n}\n';
const MAIN = (more: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n${more}  include /etc/nginx/conf.d/*.conf;\n}\n`;
const HSTS = '  add_header Strict-Transport-Security "max-age=31536000" always;\n';

test('what the http block says holds for servers of included files', async () => {
  expect(ids(await detect({ 'nginx/nginx.conf': MAIN(''), 'nginx/conf.d/a.conf': SITE }))).toEqual([
    'HSTS nginx/conf.d/a.conf:1',
  ]);
  expect(ids(await detect({ 'nginx/nginx.conf': MAIN(HSTS), 'nginx/conf.d/a.conf': SITE }))).toEqual([]);
});

test('headers of a server are lost where it adds one of its own', async () => {
  const site = SITE.replace('  location', '  add_header X-A 1;\n  location');
  expect(ids(await detect({ 'nginx/nginx.conf': MAIN(HSTS), 'nginx/conf.d/a.conf': site }))).toEqual([
    'HSTS nginx/conf.d/a.conf:1',
  ]);
});

test('an include outside of the target leaves what it may set unknown', async () => {
  const site = SITE.replace('  location', '  include /etc/letsencrypt/options.conf;\n  location');
  const result = await detect({ 'nginx/nginx.conf': MAIN(''), 'nginx/conf.d/a.conf': site });
  expect(ids(result)).toEqual([]);
  expect(result.unknowns).toMatchObject([
    { reason: 'dynamic', location: { path: 'nginx/conf.d/a.conf', line: 4 } },
  ]);
  const escaping = site.replace('/etc/letsencrypt/options.conf', '../../../../etc/passwd');
  expect(ids(await detect({ 'nginx/nginx.conf': MAIN(''), 'nginx/conf.d/a.conf': escaping }))).toEqual([]);
});

test('files that include each other end', async () => {
  const result = await detect({
    'nginx/nginx.conf': MAIN('  include nginx.conf;\n'),
    'nginx/conf.d/a.conf': `include ../nginx.conf;\n${SITE}`,
  });
  expect(result.unknowns).toEqual([]);
});

test('a variable that set gives one value is that value; a group that takes any text is the client’s', async () => {
  const site = (target: string, path = '/'): string =>
    SITE.replace('  location / {', `  ${HSTS}  set $up http://app:80;\n  location ${path} {`).replace(
      'http://127.0.0.1:1',
      target,
    );
  const found = async (text: string): Promise<string[]> =>
    ids(await detect({ 'nginx/nginx.conf': MAIN(''), 'nginx/conf.d/a.conf': text }));
  expect(await found(site('$up'))).toEqual([]);
  expect(await found(site('http://$1', '~ ^/to/(.+)$'))).toEqual(['SSRF nginx/conf.d/a.conf:7']);
  expect(await found(site('http://$1.inner', '~ ^/to/(one|two)/'))).toEqual([]);
  expect(await found(site('http://app$1', '~ ^/to(/.*)$'))).toEqual([]);
});

test('code of Lua, quotes, comments and braces of expressions are read over', async () => {
  const text = `events {}
http {
  server_tokens off;
  server {
    listen 127.0.0.1:80; # } not the end
    location ~ "^/a{2,3}/(?<x>[0-9]{4})$" { return 404; }
    location ~ ^/b{2}$ { content_by_lua_block { if x then ngx.say("{") end } }
    return 404;
  }
}
`;
  expect((await detect({ 'nginx.conf': text })).unknowns).toEqual([]);
});

test.each([
  ['server {\n listen 80;\n', 'a block is not closed'],
  ['server {\n listen 80;\n}\n}\n', 'closes no block'],
  ['server {\n listen "80;\n}\n', 'a quote is not closed'],
  [`${'server {\n'.repeat(70)}${'}\n'.repeat(70)}`, 'nested deeper'],
])('what is damaged is told: %j', async (text, message) => {
  const { unknowns } = await detect({ 'nginx.conf': text });
  expect(unknowns?.map((one) => one.message).join()).toContain(message);
});
