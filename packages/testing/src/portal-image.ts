/** An image of a portal in four layers, and scans of images with advisories about two packages of Debian. */
import type { Store } from '@theriac/advisories';
import type { Finding, ScanResult } from '@theriac/core';
import { DEFAULT_CONFIG, type ImagesConfig } from '@theriac/govern';
import { openRoot } from '@theriac/scan/roots';
import type { MadeImage } from './make-image.ts';
import { makeStore, osvRecord, scanWith } from './make-target.ts';

export const debianStore = (): Promise<Store> =>
  makeStore({
    deb: [
      osvRecord('DEBIAN-TEST-1', 'Debian:12', 'openssl', [{ introduced: '0' }, { fixed: '3.0.11-1' }]),
      osvRecord('DEBIAN-TEST-2', 'Debian:12', 'curl', [{ introduced: '0' }, { fixed: '8.0-1' }]),
    ],
  });

export const status = (...packages: readonly string[]): string =>
  packages
    .map((one) => {
      const [name = '', version = '', source] = one.split(' ');
      return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${source === undefined ? '' : `Source: ${source}\n`}\n`;
    })
    .join('');
export const RELEASE = 'ID=debian\nVERSION_ID="12"\n';
export const BASE: Record<string, string> = {
  'usr/lib/os-release': RELEASE,
  'var/lib/dpkg/status': status('libssl3 3.0.9-1 openssl', 'bash 5.2-1'),
  'var/lib/dpkg/info/bash.list': '/.\n/usr/bin/bash\n/etc/skel/.bashrc\n',
  'usr/bin/bash': '#!',
};

/** Two layers of a base, then a package and an application. */
export const PORTAL: MadeImage = {
  layers: [
    { entries: BASE, createdBy: '/bin/sh -c #(nop) ADD file:1 in / ', compression: 'gzip' },
    {
      entries: {
        'var/lib/dpkg/status': status('libssl3 3.0.9-1 openssl', 'bash 5.2-1', 'curl 7.88-1'),
        'var/lib/dpkg/info/curl.list': '/usr/bin/curl\n',
        'usr/bin/curl': '#!',
      },
      createdBy: 'RUN /bin/sh -c apt-get install -y curl # buildkit',
    },
    {
      entries: {
        'app/node_modules/flawed/package.json': '{"name":"flawed","version":"1.0.0"}',
        'app/package-lock.json':
          '{"lockfileVersion":3,"packages":{"":{},"node_modules/never-installed":{"version":"1.0.0"}}}',
        'app/.env': 'DB_PASSWORD="kX9-vT27#qLm4zR"\n',
      },
      createdBy: 'COPY app /app # buildkit',
    },
    { entries: [{ name: 'app/.wh..env', content: '' }], createdBy: 'RUN rm /app/.env' },
  ],
  steps: [
    { after: 1, createdBy: '/bin/sh -c #(nop)  CMD ["bash"]' },
    { after: 4, createdBy: 'CMD ["node" "/app"]' },
  ],
  config: { Env: ['DB_PASSWORD=Xk29-sd8Qz7Lm'], Cmd: ['node', '/app'] },
};

export async function scannedImage(
  store: Store,
  path: string,
  { images = {}, ...more }: { images?: Partial<ImagesConfig>; newerBase?: string } = {},
): Promise<ScanResult> {
  const target = await openRoot(path, {});
  const newer = more.newerBase === undefined ? undefined : await openRoot(more.newerBase, {});
  if (target === undefined) throw new Error('not recognised');
  return scanWith(store, '', {
    path: target,
    config: { ...DEFAULT_CONFIG, images: { ...DEFAULT_CONFIG.images, ...images } },
    ...(newer === undefined ? {} : { newerBase: { target: newer, name: 'example.org/base:13' } }),
  });
}

export const idsOf = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule).sort();
export const about = (result: ScanResult, rule: string): Finding | undefined =>
  result.findings.find((finding) => finding.rule === rule);
