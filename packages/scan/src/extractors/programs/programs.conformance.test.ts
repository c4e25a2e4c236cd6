/** Programs of Debian without its database: what they state is what the package says. Needs apt-get, dpkg-deb and a mirror. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { openTarget } from '@theriac/scan/target';
import { programOf } from '@theriac/testing/programs';
import { expect, test } from 'vitest';

/** Package → name of the program in its package URL. */
const PACKAGES: Readonly<Record<string, string>> = {
  'apache2-bin': 'httpd',
  bash: 'bash',
  'busybox-static': 'busybox',
  curl: 'curl',
  git: 'git',
  haproxy: 'haproxy',
  libcurl4: 'curl',
  libexpat1: 'expat',
  libgcrypt20: 'libgcrypt',
  libgnutls30: 'gnutls',
  libssl3: 'openssl',
  lighttpd: 'lighttpd',
  memcached: 'memcached',
  mosquitto: 'mosquitto',
  nginx: 'nginx',
  openvpn: 'openvpn',
  orthanc: 'orthanc',
  'perl-base': 'perl',
  'php8.2-cli': 'php',
  'postgresql-15': 'postgresql',
  'proftpd-core': 'proftpd',
  'python3.11-minimal': 'python',
  'redis-tools': 'redis',
  squid: 'squid',
  unbound: 'unbound',
  varnish: 'varnish',
  vsftpd: 'vsftpd',
  wget: 'wget',
};

/** `1:2.39.5-0+deb12u3` → `2.39.5`; `7.7+dfsg` → `7.7` */
const upstreamOf = (version: string): string =>
  version
    .replace(/^\d+:/, '')
    .replace(/-[^-]*$/, '')
    .replace(/[+~](?:dfsg|ds|really).*$/, '');

const [apt, dpkg] = [programOf(['apt-get']), programOf(['dpkg-deb'])];

test.skipIf(apt === undefined || dpkg === undefined)(
  'programs of Debian packages (left out without apt-get and dpkg-deb)',
  { timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'theriac-debian-'));
    const wrong: string[] = [];
    let checked = 0;
    try {
      for (const [name, program] of Object.entries(PACKAGES)) {
        const home = join(folder, name.replaceAll('.', '-'));
        mkdirSync(home);
        // A release of Debian may have another version in its package's name.
        if (spawnSync(apt ?? '', ['download', name], { cwd: home }).status !== 0) continue;
        const [file = ''] = readdirSync(home);
        const root = join(home, 'root');
        spawnSync(dpkg ?? '', ['-x', file, root], { cwd: home });
        const [, version = ''] = decodeURIComponent(file).split('_');
        const said = await programsIn(root);
        const expected = `pkg:generic/${program}@${upstreamOf(version)}`;
        if (said.length === 0 || said.some((one) => one !== expected))
          wrong.push(`${file}: ${said.join(' ')}`);
        checked += 1;
        rmSync(home, { recursive: true });
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThanOrEqual(20);
  },
);

async function programsIn(root: string): Promise<string[]> {
  const { inventory } = await takeInventory({
    path: openTarget(root),
    config: DEFAULT_CONFIG,
    plugins: { extractors: EXTRACTORS.filter(({ id }) => id === 'programs/known'), detectors: [] },
    onDefect: ({ error }) => {
      throw error;
    },
  });
  return inventory.components.map(({ purl }) => purl);
}
