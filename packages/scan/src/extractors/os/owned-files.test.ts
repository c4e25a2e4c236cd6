import { EXTRACTORS } from '@theriac/scan/plugins';
import { MemoryTree } from '@theriac/scan/target';
import { contextIn } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { makeBerkeley, makeRpmHeader } from '@theriac/testing/make-rpm';
import { describe, expect, test } from 'vitest';
import { canonical, ownedFiles } from './owned-files.ts';

function owned(files: Readonly<Record<string, string | Uint8Array>>): (path: string) => boolean {
  const programs = extractorOf(EXTRACTORS, 'programs/known');
  const found = ownedFiles(contextIn(new MemoryTree(files), programs, Object.keys(files).sort()));
  return (path) => found.owns(path);
}

const DPKG = {
  'var/lib/dpkg/status': 'Package: bash\n\n',
  'var/lib/dpkg/info/bash.list': '/.\n/bin\n/bin/bash\n/usr/share/doc/bash\n',
  'var/lib/dpkg/info/perl-base:amd64.list': '/usr/bin/perl\n',
  'var/lib/dpkg/diversions': '/usr/bin/perl\n/usr/bin/perl.real\nperl-wrapper\n',
};

describe('dpkg', () => {
  test('its lists, whatever name a merged folder has', () => {
    const owns = owned(DPKG);
    expect(['bin/bash', 'usr/bin/bash', 'usr/bin/perl'].map(owns)).toEqual([true, true, true]);
    expect(['usr/local/bin/bash', 'usr/bin/node', 'opt/bin/bash'].map(owns)).toEqual([false, false, false]);
  });

  test('what was diverted is owned where it was moved to', () => {
    expect(owned(DPKG)('usr/bin/perl.real')).toBe(true);
  });

  test('links to alternatives are owned, other files of that name are not', () => {
    const owns = owned({ ...DPKG, 'etc/alternatives/php': 'x' });
    expect(owns('usr/bin/php')).toBe(true);
    expect(owns('usr/local/bin/php')).toBe(false);
  });

  test('sums of images without dpkg', () => {
    const owns = owned({
      'var/lib/dpkg/status.d/libssl3': 'Package: libssl3\n',
      'var/lib/dpkg/status.d/libssl3.md5sums': `${'0'.repeat(32)}  usr/lib/libcrypto.so.3\n`,
    });
    expect(owns('usr/lib/libcrypto.so.3')).toBe(true);
    expect(owns('usr/bin/node')).toBe(false);
  });

  test('a database without lists: not known, so that only places it never uses are unowned', () => {
    const owns = owned({ 'var/lib/dpkg/status': 'Package: bash\n\n' });
    expect(['bin/bash', 'usr/bin/node'].map(owns)).toEqual([true, true]);
    expect(['usr/local/bin/node', 'opt/node/bin/node', 'app/node'].map(owns)).toEqual([false, false, false]);
  });

  test('a root file system inside of the target owns what is in it alone', () => {
    const owns = owned({ 'rootfs/var/lib/dpkg/info/bash.list': '/bin/bash\n' });
    expect(owns('rootfs/bin/bash')).toBe(true);
    expect(owns('bin/bash')).toBe(false);
  });
});

test('apk: folders and the files in them', () => {
  const owns = owned({
    'lib/apk/db/installed':
      'C:Q1\nP:busybox\nV:1.37.0-r0\nF:bin\nR:busybox\na:0:0:755\nF:etc\nR:securetty\n\n',
  });
  expect(['bin/busybox', 'usr/bin/busybox', 'etc/securetty'].map(owns)).toEqual([true, true, true]);
  expect(owns('usr/local/bin/busybox')).toBe(false);
});

test('RPM: base names with their folders', () => {
  const files = ['/usr/bin/bash', '/usr/sbin/nginx'];
  const owns = owned({
    'var/lib/rpm/Packages': makeBerkeley([makeRpmHeader({ name: 'a', version: '1', files })]),
  });
  expect(['usr/bin/bash', 'usr/sbin/nginx', 'bin/bash'].map(owns)).toEqual([true, true, true]);
  expect(owns('usr/bin/node')).toBe(false);
});

test('RPM without names of files, or damaged: not known', () => {
  const none = owned({
    'var/lib/rpm/Packages': makeBerkeley([makeRpmHeader({ name: 'a', version: '1' })]),
  });
  const damaged = owned({ 'var/lib/rpm/Packages': 'not a database' });
  for (const owns of [none, damaged]) {
    expect(owns('usr/bin/node')).toBe(true);
    expect(owns('usr/local/bin/node')).toBe(false);
  }
});

test('pacman: the section of files', () => {
  const owns = owned({
    'var/lib/pacman/local/bash-5.2-1/desc': '%NAME%\nbash\n',
    'var/lib/pacman/local/bash-5.2-1/files':
      '%FILES%\nusr/\nusr/bin/\nusr/bin/bash\netc/bash.bashrc\n\n%BACKUP%\netc/bash.bashrc\tx\n',
  });
  expect(owns('usr/bin/bash')).toBe(true);
  expect(owns('etc/bash.bashrc')).toBe(true);
  expect(owns('usr/bin')).toBe(false);
});

test('one name for the merged folders', () => {
  for (const path of ['/bin/x', '/sbin/x', '/usr/sbin/x', '/usr/bin/x'])
    expect(canonical(path)).toBe('/usr/bin/x');
  expect(canonical('/lib64/libc.so.6')).toBe('/usr/lib/libc.so.6');
  expect(canonical('/opt/bin/x')).toBe('/opt/bin/x');
});
