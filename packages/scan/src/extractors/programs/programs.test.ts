import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Component } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { MemoryTree, openTarget } from '@theriac/scan/target';
import { makeElf } from '@theriac/testing/make-elf';
import { describe, expect, test } from 'vitest';
import { readJavaRelease } from './java-release.ts';
import { PROGRAMS } from './programs-table.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function inventoryOf(files: Files): Promise<readonly Component[]> {
  const { inventory } = await takeInventory({
    path: { tree: new MemoryTree(files), file: undefined, name: 'root' },
    config: DEFAULT_CONFIG,
    plugins: { extractors: EXTRACTORS, detectors: [] },
    onDefect: ({ error }) => {
      throw error;
    },
  });
  return inventory.components;
}

/** `purl path`, of programs alone. */
async function listed(files: Files): Promise<string[]> {
  return (await inventoryOf(files))
    .filter(({ root }) => root.startsWith('programs/known:'))
    .map(({ purl, location }) => `${purl} ${location.path}`);
}

/** A program that holds a text somewhere between others. */
const program = (...texts: readonly string[]): Buffer =>
  makeElf([
    {
      name: '.rodata',
      content: Buffer.from(['', 'usage: %s', ...texts, 'libc.so.6', ''].join('\0'), 'latin1'),
    },
    { name: '.data', content: Buffer.alloc(5000, 1) },
  ]);

const CASES: readonly (readonly [path: string, texts: string | readonly string[], purl: string])[] = [
  ['usr/local/bin/node', ['node.js/v24.21.0'], 'pkg:generic/node@24.21.0'],
  ['usr/local/bin/python3.12', ['3.12.7', '1.3.1', '3.1.4'], 'pkg:generic/python@3.12.7'],
  ['usr/local/lib/libpython3.13.so.1.0', ['3.13.0rc2'], 'pkg:generic/python@3.13.0rc2'],
  ['opt/pypy/bin/libpypy3.10-c.so', ['\n[PyPy 7.3.17 with '], 'pkg:generic/pypy@7.3.17'],
  [
    'usr/local/bin/ruby',
    ['ruby 3.3.5 (2024-09-03 revision ef084cc8f4) [x86_64-linux]'],
    'pkg:generic/ruby@3.3.5',
  ],
  ['usr/local/bin/perl', ['PERL_INTERNAL_RAND_SEED', 'v5.40.0'], 'pkg:generic/perl@5.40.0'],
  ['usr/local/sbin/php-fpm', ['X-Powered-By: PHP/8.3.12'], 'pkg:generic/php@8.3.12'],
  ['usr/local/go/VERSION', 'go1.23.2\ntime 2024-09-28T01:34:15Z\n', 'pkg:golang/toolchain@1.23.2'],
  [
    'rust/lib/librustc_driver-4c3beb7552356b6f.so',
    ['panicrustc 1.81.0 (eeb90cda1'],
    'pkg:generic/rust@1.81.0',
  ],
  ['usr/local/lib/erlang/releases/27/OTP_VERSION', '27.1.1\n', 'pkg:generic/erlang@27.1.1'],
  [
    'usr/local/lib/elixir/lib/elixir/ebin/elixir.app',
    '{application,elixir,\n [{vsn,"1.17.3"}]}.\n',
    'pkg:generic/elixir@1.17.3',
  ],
  ['usr/local/bin/lua', ['$LuaVersion: Lua 5.4.7  Copyright (C) 1994-2024 Lua.org'], 'pkg:generic/lua@5.4.7'],
  ['usr/sbin/nginx', ['nginx version: nginx/1.27.2\n'], 'pkg:generic/nginx@1.27.2'],
  ['usr/local/apache2/bin/httpd', ['Apache/2.4.62 (Unix)'], 'pkg:generic/httpd@2.4.62'],
  ['usr/local/sbin/haproxy', [' version 3.0.5-8e879a5, released 2024/09/19'], 'pkg:generic/haproxy@3.0.5'],
  [
    'usr/local/bin/postgres',
    ['PostgreSQL 17.0 on x86_64-pc-linux-musl, compiled'],
    'pkg:generic/postgresql@17.0',
  ],
  ['usr/local/bin/psql', ['psql (PostgreSQL) 17.0\n'], 'pkg:generic/postgresql@17.0'],
  ['opt/mariadb/sbin/mariadbd', ['11.4.3-MariaDB'], 'pkg:generic/mariadb@11.4.3'],
  [
    'usr/local/bin/redis-server',
    ['6.0.0', '7.4.1', 'x7.4.1buildkit-172791408300000000000000000000'.slice(1)],
    'pkg:generic/redis@7.4.1',
  ],
  [
    'usr/local/bin/valkey-server',
    ['8.0.1', '7.2.4', '8.0.1host-1727914083000000000000000000'],
    'pkg:generic/valkey@8.0.1',
  ],
  ['usr/local/bin/memcached', ['memcached 1.6.31'], 'pkg:generic/memcached@1.6.31'],
  [
    'opt/rabbitmq/plugins/rabbit-4.0.2/ebin/rabbit.app',
    '{application, rabbit, [{vsn, "4.0.2"}]}.\n',
    'pkg:generic/rabbitmq@4.0.2',
  ],
  [
    'usr/local/sbin/varnishd',
    ['varnish-7.6.0 revision eef25264e5ca5f96a77129308edb83ccf84cb1b1'],
    'pkg:generic/varnish@7.6.0',
  ],
  ['usr/local/sbin/squid', ['squid/6.10'], 'pkg:generic/squid@6.10'],
  ['usr/local/sbin/lighttpd', ['lighttpd/1.4.76'], 'pkg:generic/lighttpd@1.4.76'],
  ['usr/local/sbin/unbound', ['unbound 1.21.1'], 'pkg:generic/unbound@1.21.1'],
  ['usr/exim/bin/exim', ['4.98', '<<eximversion>>'], 'pkg:generic/exim@4.98'],
  ['usr/libexec/postfix/master', ['mail_version=3.9.0'], 'pkg:generic/postfix@3.9.0'],
  ['usr/local/sbin/dovecot', ['Dovecot v2.3.21.1 (d492236fa0) starting up'], 'pkg:generic/dovecot@2.3.21.1'],
  ['usr/local/sbin/sshd', ['OpenSSH_6.6.1*', 'OpenSSH_9.9p1'], 'pkg:generic/openssh@9.9p1'],
  ['usr/local/sbin/proftpd', ['ProFTPD 1.3.8b standalone mode SHUTDOWN'], 'pkg:generic/proftpd@1.3.8b'],
  ['usr/local/sbin/vsftpd', ['vsftpd: version 3.0.5\n'], 'pkg:generic/vsftpd@3.0.5'],
  ['usr/sbin/mosquitto', ['2.0.19', 'mosquitto version %s\n\n'], 'pkg:generic/mosquitto@2.0.19'],
  ['usr/local/bin/stunnel', ['stunnel 5.73 on x86_64-pc-linux-gnu platform'], 'pkg:generic/stunnel@5.73'],
  [
    'usr/local/sbin/openvpn',
    ['OpenVPN 2.7.', 'OpenVPN 2.6.12 x86_64-pc-linux-gnu [SSL'],
    'pkg:generic/openvpn@2.6.12',
  ],
  ['usr/local/bin/storescp', ['$dcmtk: storescp v3.6.8 2023-12-19 $'], 'pkg:generic/dcmtk@3.6.8'],
  [
    'usr/local/sbin/Orthanc',
    ['1.6.39', 'Orthanc 1.12.4 - PS 3.15-2008 Table E.1-1'],
    'pkg:generic/orthanc@1.12.4',
  ],
  ['usr/local/lib/libcrypto.so.3', ['OpenSSL 3.3.2 3 Sep 2024'], 'pkg:generic/openssl@3.3.2'],
  ['opt/old/libcrypto.so.1.0.2', ['OpenSSL 1.0.2k-fips  26 Jan 2017'], 'pkg:generic/openssl@1.0.2k'],
  ['bin/busybox', ['BusyBox v1.37.0 (2024-09-26 21:31:42 UTC)'], 'pkg:generic/busybox@1.37.0'],
  ['usr/local/bin/bash', ['@(#)Bash version 5.2.37(1) release GNU'], 'pkg:generic/bash@5.2.37'],
  ['usr/local/lib/libcurl.so.4', ['libcurl/8.10.1'], 'pkg:generic/curl@8.10.1'],
  ['usr/local/bin/curl', ['curl 8.10.1 (x86_64-pc-linux-musl) %s'], 'pkg:generic/curl@8.10.1'],
  ['usr/local/bin/git', ['git version %s', '2.47.0'], 'pkg:generic/git@2.47.0'],
  [
    'usr/local/lib/libsqlite3.so.0',
    ['3.46.1', `2024-08-13 09:16:08 ${'c'.repeat(60)}alt1`],
    'pkg:generic/sqlite@3.46.1',
  ],
  ['usr/local/bin/wget', ['1.24.5', '1.2.13', 'GNU Wget %s built on %s.'], 'pkg:generic/wget@1.24.5'],
  [
    'usr/local/lib/libz.so.1',
    [' deflate 1.3.1 Copyright 1995-2024 Jean-loup Gailly'],
    'pkg:generic/zlib@1.3.1',
  ],
  ['usr/local/lib/libexpat.so.1', ['expat_2.6.3'], 'pkg:generic/expat@2.6.3'],
  ['usr/local/lib/libgnutls.so.30', ['Enabled GnuTLS 3.8.7 logging...'], 'pkg:generic/gnutls@3.8.7'],
  [
    'usr/local/lib/libgcrypt.so.20',
    ['This is Libgcrypt 1.11.0 - The GNU Crypto Library'],
    'pkg:generic/libgcrypt@1.11.0',
  ],
  ['usr/local/lib/libavcodec.so.61', ['FFmpeg version 7.1'], 'pkg:generic/ffmpeg@7.1'],
  ['usr/local/lib/libmbedcrypto.so.16', ['Mbed TLS 3.6.1'], 'pkg:generic/mbedtls@3.6.1'],
  [
    'usr/local/lib/libMagickCore-7.Q16HDRI.so.10',
    ['ImageMagick 7.1.1-39 Q16-HDRI x86_64'],
    'pkg:generic/imagemagick@7.1.1-39',
  ],
  [
    'usr/glibc-compat/lib/libc.so.6',
    ['GNU C Library (GNU libc) stable release version 2.35.\n'],
    'pkg:generic/glibc@2.35',
  ],
  ['var/www/wp-includes/version.php', "<?php\n$wp_version = '6.6.2';\n", 'pkg:generic/wordpress@6.6.2'],
  [
    'var/www/core/lib/Drupal.php',
    "<?php\nclass Drupal {\n  const VERSION = '10.3.6';\n}\n",
    'pkg:composer/drupal/core@10.3.6',
  ],
  [
    'opt/java/openjdk/release',
    'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="21.0.4"\n',
    'pkg:generic/temurin@21.0.4',
  ],
];

const contentOf = (texts: string | readonly string[]): string | Buffer =>
  typeof texts === 'string' ? texts : program(...texts);

describe('where programs state their release', () => {
  test.each(CASES)('%s', async (path, texts, purl) => {
    expect(await listed({ [path]: contentOf(texts) })).toEqual([`${purl} ${path}`]);
  });

  test('each row of the tables has a case', () => {
    const tested = new Set(CASES.map(([, , purl]) => /^pkg:\w+\/(.+)@/.exec(purl)?.[1]));
    expect([...new Set(PROGRAMS.map(({ name }) => name))].filter((name) => !tested.has(name))).toEqual([]);
    expect(new Set(PROGRAMS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30);
  });

  test('the CPE and the name under which advisories speak of it', async () => {
    const [httpd] = await inventoryOf({ 'usr/local/apache2/bin/httpd': program('Apache/2.4.62 (Unix)') });
    expect(httpd).toMatchObject({
      ecosystem: 'bitnami',
      name: 'apache',
      version: '2.4.62',
      purl: 'pkg:generic/httpd@2.4.62',
      cpes: ['cpe:2.3:a:apache:http_server:2.4.62:*:*:*:*:*:*:*'],
    });
    const [magick] = await inventoryOf({
      'usr/local/lib/libMagickCore-7.Q16HDRI.so.10': program('ImageMagick 7.1.1-39 Q16-HDRI x86_64'),
    });
    expect(magick?.cpes).toEqual(['cpe:2.3:a:imagemagick:imagemagick:7.1.1\\-39:*:*:*:*:*:*:*']);
  });

  test('a text is found wherever pieces of a large program meet', async () => {
    const text = '\0node.js/v24.21.0\0';
    for (const at of [256 * 1024 - 3, 256 * 1024 - 15, 512 * 1024 - 1, 33 * 1024 * 1024]) {
      const bytes = Buffer.alloc(34 * 1024 * 1024);
      bytes.write('7f454c46', 0, 'hex');
      bytes.write(text, at, 'latin1');
      expect(await listed({ 'usr/local/bin/node': bytes })).toEqual([
        'pkg:generic/node@24.21.0 usr/local/bin/node',
      ]);
    }
  });
});

describe('nothing is said of', () => {
  test.each<readonly [string, string, string | Buffer]>([
    ['a script of that name', 'usr/bin/node', '#!/bin/sh\nnode.js/v24.21.0\n'],
    ['a program that says nothing', 'usr/bin/nginx', program('nginx')],
    [
      'a program that names several releases alone',
      'usr/bin/git',
      program('git version %s', '2.47.0', '2.30.1'),
    ],
    ['a Python whose release is of another line', 'usr/bin/python3.12', program('3.11.2')],
    ['an applet of BusyBox', 'usr/sbin/httpd', program('BusyBox v1.37.0 (2024-09-26)')],
    ['another file called release', 'etc/release', 'NAME="Debian"\n'],
    ['another VERSION', 'src/go/VERSION', '1.2.3\n'],
    ['an empty file', 'usr/bin/node', ''],
  ])('%s', async (_, path, content) => {
    expect(await listed({ [path]: content })).toEqual([]);
  });

  test('a second copy beside: the library speaks for the program', async () => {
    expect(
      await listed({
        'usr/local/bin/python3.12': program('3.12.7'),
        'usr/local/lib/libpython3.12.so.1.0': program('3.12.7'),
        'usr/local/bin/php': program('X-Powered-By: PHP/8.3.12'),
        'usr/local/bin/php-cgi': program('X-Powered-By: PHP/8.3.12'),
      }),
    ).toEqual([
      'pkg:generic/php@8.3.12 usr/local/bin/php',
      'pkg:generic/python@3.12.7 usr/local/lib/libpython3.12.so.1.0',
    ]);
  });

  test('a library that a package owns says nothing of a copy beside it', async () => {
    expect(
      await listed({
        'var/lib/dpkg/info/php8.2-cli.list': '/usr/bin/php8.2\n',
        'usr/bin/php8.2': program('X-Powered-By: PHP/8.2.20'),
        'usr/sbin/php-fpm': program('X-Powered-By: PHP/8.3.12'),
      }),
    ).toEqual(['pkg:generic/php@8.3.12 usr/sbin/php-fpm']);
  });

  test('the runtime inside of a JDK', async () => {
    const release = 'JAVA_VERSION="1.8.0_422"\nIMPLEMENTOR="Temurin"\n';
    expect(await listed({ 'opt/jdk8/release': release, 'opt/jdk8/jre/release': release })).toEqual([
      'pkg:generic/openjdk@8.0.422 opt/jdk8/release',
    ]);
  });

  test('Drupal that a lockfile lists, and folders of which Bitnami says what they are', async () => {
    expect(
      await listed({
        'web/core/lib/Drupal.php': "<?php\n  const VERSION = '10.3.6';\n",
        'composer.lock': '{"packages":[{"name": "drupal/core","version":"10.3.6"}]}\n',
        'opt/bitnami/node/bin/node': program('node.js/v24.21.0'),
        'opt/bitnami/node/.spdx-node.spdx': '{}\n',
      }),
    ).toEqual([]);
  });
});

test('a link of a virtual environment to the Python of the machine is no gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-venv-'));
  mkdirSync(join(folder, 'outside'));
  mkdirSync(join(folder, 'project/.venv/bin'), { recursive: true });
  writeFileSync(join(folder, 'outside/python3.12'), program('3.12.7'));
  symlinkSync(join(folder, 'outside/python3.12'), join(folder, 'project/.venv/bin/python3.12'));
  symlinkSync('nowhere', join(folder, 'project/.venv/bin/node'));
  const { inventory } = await takeInventory({
    path: openTarget(join(folder, 'project')),
    config: DEFAULT_CONFIG,
    plugins: { extractors: EXTRACTORS, detectors: [] },
    onDefect: ({ error }) => {
      throw error;
    },
  });
  rmSync(folder, { recursive: true });
  expect([inventory.components, inventory.unknowns]).toEqual([[], []]);
  expect(inventory.skipped.map(({ path, reason }) => `${reason} ${path}`)).toEqual([
    'link .venv/bin/node',
    'link .venv/bin/python3.12',
  ]);
});

test.each([
  ['JAVA_VERSION="1.8.0_392"\nIMPLEMENTOR="Amazon.com Inc."\n', 'corretto 8.0.392'],
  ['JAVA_VERSION="17.0.21.1"\nIMPLEMENTOR="Debian"\n', 'openjdk 17.0.21.1'],
  ['JAVA_VERSION="21"\nIMPLEMENTOR="Oracle Corporation"\n', 'oracle-jdk 21'],
])('%s', (text, said) => {
  const release = readJavaRelease(text);
  expect(`${release?.name} ${release?.version}`).toBe(said);
});
