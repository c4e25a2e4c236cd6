/**
 * Nothing that could not be looked at is green. Every format that is green when whole is tried in every situation in
 * which something is missing: the gate must fail or be incomplete, whichever area noticed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { indexPath, storeOf } from '@theriac/advisories';
import { ECOSYSTEMS, type EcosystemId } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import {
  flawedPackage,
  makeFolder,
  makeStore,
  osvRecord,
  removeFolders,
  scanWith,
} from '@theriac/testing/make-target';
import { makeZip } from '@theriac/testing/make-zip';
import { SAMPLES, type Sample } from '@theriac/testing/sample-lockfiles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DETECTORS, EXTRACTORS } from './plugins/list.ts';

type Store = Awaited<ReturnType<typeof makeStore>>;
type Scanned = ReturnType<typeof scanWith>;

let whole: Store;
let refusing: Store;
let unreadableRange: Store;

beforeAll(async () => {
  const everywhere = (make: (id: EcosystemId, osv: string) => object) =>
    Object.fromEntries(ECOSYSTEMS.flatMap(({ id, osv }) => (osv === null ? [] : [[id, [make(id, osv)]]])));
  whole = await makeStore();
  refusing = await makeStore(everywhere(() => ({ id: 'no id of OSV', modified: '2025-12-30T00:00:00Z' })));
  unreadableRange = await makeStore(
    everywhere((id, osv) =>
      osvRecord(`LOST-${id}-1`, osv, flawedPackage(id), [
        { introduced: '0' },
        { fixed: 'no version at all' },
      ]),
    ),
  );
});
afterAll(removeFolders);

const CLEAN = '2.0.0';

function folderOf(sample: Sample, content: string = sample.text(CLEAN)): string {
  return makeFolder({ ...sample.beside, [sample.path]: content });
}

/** A copy of the store in which something is done to every index of advisories. */
function storeWith(change: (path: string) => void): Store {
  const store = storeOf({ THERIAC_DATA: makeFolder() });
  mkdirSync(store.indexes, { recursive: true });
  for (const id of [...ECOSYSTEMS.filter((e) => e.osv !== null).map((e) => e.id), 'facts' as const]) {
    const path = indexPath(store, id);
    writeFileSync(path, readFileSync(indexPath(whole, id)));
    if (id !== 'facts') change(path);
  }
  return store;
}

/** Puts something else in the place of the lockfile. */
function replaced(sample: Sample, put: (path: string) => void): string {
  const folder = folderOf(sample);
  const path = join(folder, sample.path);
  rmSync(path);
  mkdirSync(dirname(path), { recursive: true });
  put(path);
  return folder;
}

const SITUATIONS: Readonly<Record<string, (sample: Sample) => Scanned>> = {
  'the index was built too long ago': (s) => scanWith(whole, folderOf(s), { asOf: '2026-01-16' }),
  'no feed was refreshed for half a year': async (s) =>
    scanWith(await makeStore({}, '2026-07-01T00:00:00Z'), folderOf(s), { asOf: '2026-07-01' }),
  'there is no index': (s) => scanWith(storeOf({ THERIAC_DATA: makeFolder() }), folderOf(s)),
  'the index is cut off': (s) =>
    scanWith(
      storeWith((path) => truncateSync(path, 400)),
      folderOf(s),
    ),
  'the index is empty': (s) =>
    scanWith(
      storeWith((path) => truncateSync(path, 0)),
      folderOf(s),
    ),
  'a record of the feed could not be read': (s) => scanWith(refusing, folderOf(s)),
  'the end of an affected range cannot be read': (s) => scanWith(unreadableRange, folderOf(s)),
  'half of the lockfile is missing': (s) =>
    scanWith(whole, folderOf(s, s.text(CLEAN).slice(0, s.text(CLEAN).length / 2))),
  'the lockfile is not text': (s) =>
    scanWith(
      whole,
      replaced(s, (path) => writeFileSync(path, Buffer.from([0x66, 0xff, 0xfe, 0x00, 0xd8, 0x0a]))),
    ),
  'the lockfile is empty': (s) => scanWith(whole, folderOf(s, '')),
  'the lockfile is in conflict': (s) =>
    scanWith(whole, folderOf(s, `<<<<<<< ours\n${s.text(CLEAN)}\n=======\n>>>>>>> theirs\n`)),
  'the lockfile is a folder': (s) =>
    scanWith(
      whole,
      replaced(s, (path) => mkdirSync(path)),
    ),
  'the lockfile is a link to nothing': (s) =>
    scanWith(
      whole,
      replaced(s, (path) => symlinkSync('/nowhere/at/all', path)),
    ),
  'the lockfile is a link out of the target': (s) =>
    scanWith(
      whole,
      replaced(s, (path) => symlinkSync('/etc/hostname', path)),
    ),
  'the lockfile is a pipe': (s) =>
    scanWith(
      whole,
      replaced(s, (path) => execFileSync('mkfifo', [path])),
    ),
  'the extractor has a defect': (s) =>
    scanWith(whole, folderOf(s), {
      plugins: {
        detectors: DETECTORS,
        extractors: EXTRACTORS.map((extractor) => ({
          ...extractor,
          load: () =>
            Promise.resolve(() => {
              throw new RangeError('a defect');
            }),
        })),
      },
    }),
  'the version is none that can be ordered': (s) => scanWith(whole, folderOf(s, s.text('no version'))),
  'a build that nothing reads lies beside it': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'build.sbt'), 'libraryDependencies += "a" % "b" % "1.0"\n');
    return scanWith(whole, folder);
  },
  'an archive beside it holds a copy of an unknown release': (s) => {
    const folder = folderOf(s);
    const copy = {
      'META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1\n',
      'org/yaml/snakeyaml/Yaml.class': '',
      'org/yaml/snakeyaml/constructor/SafeConstructor.class': '',
    };
    writeFileSync(join(folder, 'a-1.jar'), makeZip(copy));
    return scanWith(whole, folder);
  },
  'a copied library of an unknown release lies beside it': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'class.phpmailer.php'), '<?php\nclass PHPMailer {\n');
    return scanWith(whole, folder);
  },
  'a copied library of C lies beside it': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'zlib.h'), '#define ZLIB_VERSION "1.2.11"\n');
    return scanWith(whole, folder);
  },
  'a list of copied packages that is cut off lies beside it': (s) => {
    const folder = folderOf(s);
    mkdirSync(join(folder, '_vendor'));
    writeFileSync(join(folder, '_vendor/vendor.txt'), 'requests==2.31.0\nurll');
    return scanWith(whole, folder);
  },
  'a manifest of images that a template computes lies beside it': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'pod.yaml'), 'apiVersion: v1\nspec:\n  image: "{{ .Values.image }}"\n');
    return scanWith(whole, folder);
  },
  'a pipeline that includes another one lies beside it': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, '.gitlab-ci.yml'), 'include:\n  - project: group/templates\n');
    return scanWith(whole, folder);
  },
  'a lockfile beside it was emptied': (s) => {
    const folder = folderOf(s);
    mkdirSync(join(folder, 'app'));
    writeFileSync(join(folder, 'app/pubspec.yaml'), 'name: app\ndependencies:\n  http: ^1.0.0\n');
    writeFileSync(join(folder, 'app/pubspec.lock'), 'packages: {}\n');
    return scanWith(whole, folder);
  },
  'a bill of materials beside it is about something else': (s) => {
    const folder = folderOf(s);
    const component = { type: 'library', name: 'a', version: '1', purl: 'pkg:npm/a@1' };
    const bom = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, components: [component] };
    writeFileSync(join(folder, 'supplier.cdx.json'), JSON.stringify(bom));
    return scanWith(whole, folder);
  },
  'plug-ins of a build beside it are not locked': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'settings.gradle'), 'plugins {\n  id "a.b" version "1.0"\n}\n');
    return scanWith(whole, folder);
  },
  'a script beside it names packages in a comment': (s) => {
    const folder = folderOf(s);
    writeFileSync(join(folder, 'tool.py'), '# /// script\n# dependencies = ["a"]\n# ///\n');
    return scanWith(whole, folder);
  },
  'a folder beside it is too deep': (s) => {
    const folder = folderOf(s);
    mkdirSync(join(folder, ...Array.from({ length: 101 }, () => 'd')), { recursive: true });
    return scanWith(whole, folder);
  },
};

/** Formats of which the first half is whole as well: nothing in it says that more was to come. */
const WHOLE_WHEN_CUT = new Set(['go.mod']);

/** Formats that are green when whole; what lists no transitive dependencies never is. */
const NEVER_GREEN = new Set(['pom']);
const GREEN = SAMPLES.filter((s) => !NEVER_GREEN.has(s.format));

test('there are more than a hundred and fifty situations', () => {
  expect(GREEN.length * Object.keys(SITUATIONS).length - WHOLE_WHEN_CUT.size).toBeGreaterThan(150);
});

describe.each(GREEN)('$format', (sample) => {
  test('is green when nothing is missing', async () => {
    expect((await scanWith(whole, folderOf(sample))).gate).toMatchObject({ state: 'passed', exitCode: 0 });
  });

  const tried = Object.keys(SITUATIONS).filter(
    (name) => !(WHOLE_WHEN_CUT.has(sample.format) && name.startsWith('half')),
  );

  test.each(tried)('is not green when %s', async (name) => {
    const result = await SITUATIONS[name]?.(sample);
    expect(result?.gate.exitCode).not.toBe(0);
    expect(result?.gate.reasons).not.toEqual([]);
  });
});

test('areas that are required and that nobody answers for are not green', async () => {
  const [sample] = GREEN;
  if (sample === undefined) throw new RangeError('no sample');
  const policy = { ...DEFAULT_CONFIG.policy, require: ['no-such-area'] };
  const result = await scanWith(whole, folderOf(sample), { config: { ...DEFAULT_CONFIG, policy } });
  expect(result.gate.exitCode).toBe(3);
});
