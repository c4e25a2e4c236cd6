/** Images of real packages, made by other programs, beside what dpkg itself says of them. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component, Inventory } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import {
  debianRoot,
  dpkgList,
  missingPrograms,
  skopeoCopy,
  umociImage,
  unpackedRoot,
} from '@theriac/testing/debian-roots';
import { removeFolders } from '@theriac/testing/make-target';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventory, scan } from './scan.ts';
import { openRoot } from './target/root/index.ts';

const missing = missingPrograms();
if (missing.length > 0 && process.env.CI === 'true')
  throw new Error(`CI must run every test: install ${missing.join(', ')}`);

afterAll(removeFolders);

async function listed(given: string): Promise<Inventory> {
  const target = await openRoot(given, {});
  if (target === undefined) throw new Error('not recognised');
  return inventory({ path: target, config: DEFAULT_CONFIG });
}

/** As {@link dpkgList} writes packages. */
function line({ name, version, qualifiers }: Component): string {
  const [source = name, sourceVersion = version] = (qualifiers?.upstream ?? name).split('@');
  return `${name} ${version} ${qualifiers?.arch ?? ''} ${source} ${sourceVersion}`;
}

const debs = ({ components }: Inventory): Component[] =>
  components.filter(({ ecosystem }) => ecosystem === 'deb');

describe.skipIf(missing.length > 0)(
  `Debian, made here (needs ${missing.join(', ') || 'nothing more'})`,
  () => {
    describe.each(['bookworm', 'trixie'])('%s', (suite) => {
      let tar: string;
      let root: string;
      beforeAll(() => {
        tar = debianRoot(suite);
        root = unpackedRoot(tar);
      });

      test('as a folder and as an archive: every package with its source and version', async () => {
        const expected = dpkgList(root);
        expect(expected.length).toBeGreaterThan(60);
        for (const given of [`rootfs:${root}`, root, tar]) {
          const found = await listed(given);
          expect(debs(found).map(line).sort()).toEqual(expected);
          expect(found.unknowns).toEqual([]);
        }
      });

      test('nothing that the distribution ships is a secret or a patient', async () => {
        const whole = unpackedRoot(
          debianRoot(suite, ['curl', 'nginx-light', 'openssh-client', 'postgresql-client', 'python3']),
        );
        const target = await openRoot(`rootfs:${whole}`, {});
        if (target === undefined) throw new Error('not recognised');
        const { findings } = await scan({
          path: target,
          config: DEFAULT_CONFIG,
          vex: [],
          store: { indexes: '/nonexistent', downloads: '/nonexistent' },
          asOf: '2026-11-01',
          onlyNew: false,
          prose: false,
          toolVersion: '0',
        });
        const told = findings.filter(({ kind }) => kind === 'secret' || kind === 'phi');
        expect(told.map(({ rule, locations }) => `${rule} ${locations[0]?.path}`)).toEqual([]);
      });

      // Packing takes a minute; what it shows does not depend on the release.
      test.skipIf(suite !== 'bookworm')(
        'as an image of several layers, with the layer of each package',
        async () => {
          const more = unpackedRoot(debianRoot(suite, ['curl']));
          const [before, after] = [dpkgList(root), dpkgList(more)];
          const layout = umociImage([
            {
              createdBy: 'ADD rootfs / ',
              change: (rootfs) => execFileSync('cp', ['-a', `${root}/.`, rootfs]),
            },
            { createdBy: 'CMD ["bash"]', config: ['--config.cmd', 'bash'] },
            {
              createdBy: 'RUN apt-get install -y curl',
              change: (rootfs) => execFileSync('cp', ['-a', `${more}/.`, rootfs]),
            },
            {
              createdBy: 'COPY secret /app/',
              change: (rootfs) => writeFileSync(join(rootfs, 'app.env'), 'DB_PASSWORD="kX9-vT27#qLm4zR"\n'),
            },
            { createdBy: 'RUN rm /app.env', change: (rootfs) => rmSync(join(rootfs, 'app.env')) },
          ]);
          const archives = [skopeoCopy(layout, 'docker-archive'), skopeoCopy(layout, 'oci-archive')];
          for (const given of [layout, ...archives]) {
            const found = debs(await listed(given));
            expect(found.map(line).sort()).toEqual(after);
            const upper = found.filter(({ layer }) => layer === 1).map(line);
            expect(upper.sort()).toEqual(after.filter((one) => !before.includes(one)));
            expect(found.filter(({ layer }) => layer === 0)).toHaveLength(after.length - upper.length);
          }
        },
      );
    });
  },
);
