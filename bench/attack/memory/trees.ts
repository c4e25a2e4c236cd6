/** Trees whose files plug-ins want: many, large, or both. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeElf } from '@theriac/testing/make-elf';
import { makeZip } from '@theriac/testing/make-zip';
import { writeSparse, writeSparseZip } from './sparse.ts';
import {
  composeServices,
  cycloneDx,
  packageLock,
  pnpmLock,
  pods,
  requirements,
  script,
  tomlTable,
  xmlProject,
} from './texts.ts';

export interface Tree {
  readonly what: string;
  /** Whether it is among those of the short form. */
  readonly quick?: true;
  /** Whether it lists so many packages that they alone are most of the memory. */
  readonly dense?: true;
  /** The one file that is scanned, where that is not the folder. */
  readonly file?: string;
  readonly make: (folder: string) => void;
}

const MIB = 1024 * 1024;
const PROGRAM = 100 * MIB;

const GO_MARK = Buffer.concat([Buffer.from('\u00ff Go buildinf:', 'latin1'), Buffer.from([8, 2])]);
const CLASS = Buffer.from('cafebabe0000003d0001', 'hex');
const POM = Buffer.from('groupId=org.example\nartifactId=a\nversion=1.0.0\n');

export const TREES: readonly Tree[] = [
  {
    what: '3,000 tiny manifests of each kind',
    quick: true,
    make: (folder) => {
      const kinds = {
        'package.json': '{"name": "a", "version": "1.0.0", "dependencies": {"b": "^1.0.0"}}\n',
        'requirements.txt': 'requests==2.0.0\n',
        'go.mod': 'module example.com/a\n\ngo 1.21\n\nrequire example.com/b v1.0.0\n',
      };
      for (const [name, text] of Object.entries(kinds))
        times(3_000, (i) => {
          const inner = join(folder, name, `p${i}`);
          mkdirSync(inner, { recursive: true });
          writeFileSync(join(inner, name), text);
        });
    },
  },
  {
    what: '200,000 empty files in a folder',
    make: (folder) => times(200_000, (i) => writeFileSync(join(folder, `f${i}.txt`), '')),
  },
  {
    what: '40 programs of 100 MB',
    quick: true,
    make: (folder) => {
      const head = makeElf([{ name: '.data', content: Buffer.alloc(64, 1), writable: true }]);
      times(40, (i) => writeSparse(join(folder, `program${i}`), PROGRAM, [{ at: 0, bytes: head }]));
    },
  },
  {
    what: '40 programs of 100 MB made by Go',
    make: (folder) => {
      const head = makeElf([{ name: '.go.buildinfo', content: GO_MARK, writable: true }]);
      const mark = { at: PROGRAM - 4096, bytes: GO_MARK };
      times(40, (i) => writeSparse(join(folder, `program${i}`), PROGRAM, [{ at: 0, bytes: head }, mark]));
    },
  },
  {
    what: 'the largest program that is read',
    make: (folder) =>
      writeSparse(join(folder, 'program'), 384 * MIB, [
        { at: 0, bytes: makeElf([{ name: '.data', content: Buffer.alloc(64, 1), writable: true }]) },
      ]),
  },
  {
    what: '40 jars with an entry of 100 MB',
    quick: true,
    make: (folder) =>
      times(40, (i) =>
        writeSparseZip(join(folder, `a${i}.jar`), [
          { name: 'META-INF/maven/org.example/a/pom.properties', content: POM },
          { name: 'data.bin', content: PROGRAM },
        ]),
      ),
  },
  {
    what: '40 jars with a jar of 50 MB inside',
    make: (folder) => {
      const inner = makeZip({ 'META-INF/maven/org.example/a/pom.properties': POM, 'a/B.class': CLASS });
      // What stands before the first entry of an archive is skipped: a script, as a rule.
      const nested = Buffer.concat([Buffer.alloc(50 * MIB), inner]);
      times(40, (i) =>
        writeSparseZip(join(folder, `a${i}.jar`), [
          { name: 'lib/inner.jar', content: nested },
          { name: 'data.bin', content: 50 * MIB },
        ]),
      );
    },
  },
  {
    what: 'the largest jar that is read',
    make: (folder) =>
      writeSparseZip(join(folder, 'a.jar'), [
        { name: 'META-INF/maven/org.example/a/pom.properties', content: POM },
        { name: 'data.bin', content: 383 * MIB },
      ]),
  },
  {
    what: 'a jar that inflates to 500 MB of nested jars',
    make: (folder) => {
      const inner = makeZip({ 'zeros.bin': Buffer.alloc(1024), 'META-INF/MANIFEST.MF': 'A: b\n' });
      const nested = Buffer.concat([Buffer.alloc(100 * MIB), inner]);
      writeFileSync(
        join(folder, 'a.jar'),
        makeZip(Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`lib/i${i}.jar`, nested]))),
      );
    },
  },
  {
    what: 'a jar of 60,000 classes',
    make: (folder) =>
      writeFileSync(
        join(folder, 'a.jar'),
        makeZip(
          Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`org/example/p${i}/C.class`, CLASS])),
        ),
      ),
  },
  dense(lots(20, 'package-lock.json', 30 * MIB, packageLock)),
  dense(lots(10, 'pnpm-lock.yaml', 20 * MIB, pnpmLock)),
  {
    what: 'an SBOM of 60 MB alone',
    file: 'a.cdx.json',
    make: (folder) => writeFileSync(join(folder, 'a.cdx.json'), cycloneDx(60 * MIB)),
  },
  {
    what: '10 SBOMs of 15 MB',
    make: (folder) => {
      const text = cycloneDx(15 * MIB);
      times(10, (i) => writeFileSync(join(folder, `a${i}.cdx.json`), text));
    },
  },
  dense(lots(10, 'compose.yaml', 3 * MIB, composeServices)),
  lots(10, 'deploy.yaml', 60 * MIB, pods),
  lots(1, 'package-lock.json', 12 * MIB, packageLock),
  dense(lots(10, 'poetry.lock', 15 * MIB, tomlTable)),
  lots(20, 'poetry.lock', MIB, tomlTable),
  dense(lots(10, 'pom.xml', 4 * MIB, xmlProject)),
  dense(lots(10, 'requirements.txt', 15 * MIB, requirements)),
  lots(1_000, 'a.min.js', MIB, script),
];

function dense(tree: Tree): Tree {
  return { ...tree, dense: true };
}

function lots(count: number, name: string, bytes: number, make: (bytes: number) => string): Tree {
  return {
    what: `${count} ${name} of ${bytes / MIB} MB`,
    make: (folder) => {
      const text = make(bytes);
      times(count, (i) => {
        mkdirSync(join(folder, `p${i}`));
        writeFileSync(join(folder, `p${i}`, name), text);
      });
    },
  };
}

function times(count: number, each: (i: number) => void): void {
  for (let i = 0; i < count; i += 1) each(i);
}
