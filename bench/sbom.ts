/**
 * How long bills of materials take to read and to write, with plain `JSON.parse` and `JSON.stringify` of the same
 * bytes beside it, and how much memory a large one takes.
 *
 *   node bench/sbom.ts                     5,000 components, every format
 *   node --max-old-space-size=8000 bench/sbom.ts --large
 *                                          200 MB of each, scanned, validated and judged: peak memory of each
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bom, emptyBom, emptyBomComponent } from '@theriac/core';
import { type BomTarget, readBom, validateBom, writeBom } from '@theriac/formats/bom';

const COMPONENTS = 5000;
const ROUNDS = 5;
const TARGETS: readonly BomTarget[] = [
  { format: 'cyclonedx', version: '1.6', encoding: 'json' },
  { format: 'cyclonedx', version: '1.6', encoding: 'xml' },
  { format: 'spdx', version: '2.3', encoding: 'json' },
  { format: 'spdx', version: '2.3', encoding: 'tag-value' },
  { format: 'spdx', version: '3.0.1', encoding: 'json' },
];
const nameOf = ({ format, version, encoding }: BomTarget): string => `${format} ${version} ${encoding}`;

/** A document such as build tools write: purl, hashes, licence, addresses, a few edges for each component. */
function sample(count: number): Bom {
  const ref = (i: number): string => `SPDXRef-Package-${i}`;
  const purl = (i: number): string => `pkg:npm/%40scope/package-${i}@1.${i % 50}.${i % 7}`;
  return {
    ...emptyBom(),
    id: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
    version: 1,
    created: '2026-01-01T00:00:00Z',
    name: 'sample',
    components: Array.from({ length: count }, (_, i) => ({
      ...emptyBomComponent(ref(i), `@scope/package-${i}`, 'library'),
      version: `1.${i % 50}.${i % 7}`,
      purl: purl(i),
      description: `Package number ${i} of a sample that says about as much as real ones do.`,
      hashes: [{ algorithm: 'SHA-512', value: i.toString(16).padStart(128, '0') }],
      licences: [{ kind: 'id', value: i % 3 === 0 ? 'MIT' : 'Apache-2.0', acknowledgement: 'declared' }],
      externalReferences: [
        { type: 'website', url: `https://example.org/${i}`, hashes: [] },
        { type: 'vcs', url: `git+https://example.org/${i}.git`, hashes: [] },
      ],
    })),
    relationships: Array.from({ length: count }, (_, i) => ({
      from: ref(i),
      type: 'dependsOn',
      to: [ref((i * 7 + 1) % count), ref((i * 13 + 2) % count)].filter((to) => to !== ref(i)),
    })),
  };
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function peakMegabytes(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function small(): Promise<void> {
  const bom = sample(COMPONENTS);
  console.log(`${COMPONENTS.toLocaleString('en')} components, best of ${ROUNDS}, milliseconds`);
  console.log('format                     MB   read  write  read+write  validate  JSON.parse+stringify');
  for (const target of TARGETS) {
    const { text } = await writeBom(bom, target);
    const read = await best(() => readBom(text, 'sample'));
    const again = await readBom(text, 'sample');
    if (again === null) throw new Error('the sample is not read');
    const write = await best(() => writeBom(again.bom, target));
    const validate = await best(() => validateBom(text, 'sample'));
    const json = target.encoding === 'json' ? text : JSON.stringify(again.bom);
    const plain = await best(async () => JSON.stringify(JSON.parse(json), null, 2));
    console.log(
      [
        nameOf(target).padEnd(24),
        (text.length / 1e6).toFixed(1).padStart(5),
        read.toFixed(0).padStart(6),
        write.toFixed(0).padStart(6),
        (read + write).toFixed(0).padStart(11),
        validate.toFixed(0).padStart(9),
        plain.toFixed(0).padStart(21),
      ].join(' '),
    );
  }
  console.log(`peak memory ${peakMegabytes()} MB`);
}

/** What a user does with a document, each in a process of its own; without an index, offline. */
const USES: readonly (readonly string[])[] = [
  ['scan', '--offline', '--quiet'],
  ['sbom', 'validate'],
  ['sbom', 'quality'],
];
const CLI = join(import.meta.dirname, '../packages/cli/src/main.ts');

/** Documents of about 200 MB: peak memory of each use, and of holding and parsing nothing but the bytes. */
async function large(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
  const env = { ...process.env, XDG_DATA_HOME: folder, NODE_OPTIONS: `--import=${peakPrinter(folder)}` };
  const measure = (args: readonly string[]): string => {
    const start = performance.now();
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env, maxBuffer: 1 << 30 });
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    return `${/peak (\d+) MB/.exec(stderr)?.[1] ?? 'failed'} MB ${seconds.padStart(3)} s`;
  };
  try {
    console.log(
      'format                     MB   scan            validate        quality         bytes as text',
    );
    for (const target of TARGETS) {
      const path = join(folder, 'large');
      const { text } = await writeBom(sample(20_000), target);
      const copies = Math.ceil(200e6 / text.length);
      writeFileSync(path, (await writeBom(sample(20_000 * copies), target)).text);
      const size = (statSync(path).size / 1e6).toFixed(0).padStart(5);
      const cells = USES.map((use) => measure([CLI, ...use, path]).padEnd(15));
      const bare = measure(['-e', `require('node:fs').readFileSync(${JSON.stringify(path)}, 'utf8')`]);
      console.log(`${nameOf(target).padEnd(24)} ${size} ${cells.join(' ')} ${bare}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A module that prints the most memory that a process had, when it ends. */
function peakPrinter(folder: string): string {
  const path = join(folder, 'peak.mjs');
  writeFileSync(
    path,
    "process.on('exit', () => process.stderr.write('peak ' + Math.round(process.resourceUsage().maxRSS * 1024 / 1e6) + ' MB'));",
  );
  return path;
}

if (process.argv[2] === '--large') await large();
else await small();
