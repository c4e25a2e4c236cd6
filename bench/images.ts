/**
 * How long images and root file systems take, how much memory, and whether every package is listed; beside Trivy and Syft
 * where they are at hand.
 *
 *   npm run bench:images -- [--trivy PROGRAM] [--syft PROGRAM] [--rounds N]
 *
 * Makes its inputs from the mirror of this machine: needs mmdebstrap, umoci, skopeo and dpkg.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  debianRoot,
  dpkgList,
  missingPrograms,
  skopeoCopy,
  umociImage,
  unpackedRoot,
} from '../packages/testing/src/debian-roots.ts';
import { removeFolders } from '../packages/testing/src/make-target.ts';
import { type Bar, median, type Program, printBars, runOnce, scratch } from './measure.ts';

const { values: given } = parseArgs({
  options: { trivy: { type: 'string' }, syft: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const missing = missingPrograms();
if (missing.length > 0) throw new Error(`install ${missing.join(', ')}`);
const rounds = Number(given.rounds);
const { folder: data } = scratch();
const bundle = fileURLToPath(new URL('../dist/theriac/theriac.js', import.meta.url));
const MIB = 1024 * 1024;

interface Input {
  readonly name: string;
  /** As Theriac, Trivy and Syft are given it. */
  readonly theriac: string;
  readonly trivy: readonly string[];
  readonly syft: string;
  readonly maxSeconds: number;
  readonly maxMib: number;
}

const root = unpackedRoot(
  debianRoot('bookworm', ['curl', 'nginx-light', 'python3', 'openssl', 'ca-certificates']),
);
const files = Number(
  execFileSync('sh', ['-c', 'find "$1" -type f | wc -l', 'sh', root], { encoding: 'utf8' }).trim(),
);
const packages = dpkgList(root);

/** Four layers of about a gigabyte: a system, programs and data that do not compress. */
const large = umociImage([
  { createdBy: 'ADD rootfs / ', change: (rootfs) => execFileSync('cp', ['-a', `${root}/.`, rootfs]) },
  { createdBy: 'CMD ["bash"]', config: ['--config.cmd', 'bash'] },
  ...[1, 2, 3].map((n) => ({
    createdBy: `COPY part${n} /srv/`,
    change: (rootfs: string) => {
      const folder = join(rootfs, 'srv', `part${n}`);
      mkdirSync(folder, { recursive: true });
      for (let i = 0; i < 9; i += 1) writeFileSync(join(folder, `blob${i}.bin`), randomBytes(30 * MIB));
      for (let i = 0; i < 200; i += 1)
        writeFileSync(join(folder, `log${i}.txt`), `${i} the quick brown fox\n`.repeat(2000));
    },
  })),
]);
const archive = skopeoCopy(large, 'docker-archive');

const INPUTS: readonly Input[] = [
  {
    name: `root file system, ${packages.length} packages, ${files} files`,
    theriac: `rootfs:${root}`,
    trivy: ['rootfs', root],
    syft: `dir:${root}`,
    maxSeconds: 1.5,
    maxMib: 200,
  },
  {
    name: 'image of four layers, 1 GB (docker save)',
    theriac: `docker-archive:${archive}`,
    trivy: ['image', '--input', archive],
    syft: `docker-archive:${archive}`,
    maxSeconds: 12,
    maxMib: 300,
  },
  {
    name: 'the same, OCI layout, gzip',
    theriac: `oci:${large}`,
    trivy: ['image', '--input', large],
    syft: `oci-dir:${large}`,
    maxSeconds: 12,
    maxMib: 300,
  },
];

const env = { THERIAC_DATA: data, THERIAC_OFFLINE: '1' };
const bars: Bar[] = [];
for (const input of INPUTS) {
  const theriac: Program = {
    name: 'theriac scan',
    command: process.execPath,
    args: [bundle, 'scan', input.theriac, '--offline', '-q', '-f', 'json'],
    env,
  };
  const others: Program[] = [
    ...(given.trivy === undefined
      ? []
      : [
          {
            name: 'Trivy',
            command: given.trivy,
            args: [
              ...input.trivy.slice(0, 1),
              '-q',
              '--offline-scan',
              '--skip-db-update',
              '--scanners',
              'secret',
              '--list-all-pkgs',
              '-f',
              'json',
              ...input.trivy.slice(1),
            ],
          },
        ]),
    ...(given.syft === undefined
      ? []
      : [{ name: 'Syft', command: given.syft, args: ['scan', '-q', '-o', 'json', input.syft] }]),
  ];
  const walls = new Map([theriac, ...others].map(({ name }) => [name, [] as number[]]));
  const memory: number[] = [];
  for (let round = 0; round <= rounds; round += 1)
    for (const program of [theriac, ...others]) {
      const { wall, rss } = await runOnce(program, program === theriac);
      if (round === 0) continue;
      walls.get(program.name)?.push(wall);
      if (program === theriac) memory.push(rss);
    }
  const seconds = (name: string): string => ((median(walls.get(name) ?? []) || 0) / 1000).toFixed(2);
  const baseline = others.map(({ name }) => `${name} ${seconds(name)} s`).join(', ') || 'none';
  const wall = median(walls.get('theriac scan') ?? []) / 1000;
  const mib = median(memory);
  bars.push(
    {
      what: input.name,
      measured: `${wall.toFixed(2)} s`,
      baseline,
      bar: `≤ ${input.maxSeconds} s`,
      met: wall <= input.maxSeconds,
    },
    {
      what: `${input.name}: memory`,
      measured: `${mib.toFixed(0)} MiB`,
      baseline: '',
      bar: `≤ ${input.maxMib} MiB`,
      met: mib <= input.maxMib,
    },
  );
}

/** Name and version of every package of Debian. */
function listedBy(command: string, args: readonly string[], read: (json: unknown) => string[]): Set<string> {
  const printed = execFileSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Set(read(JSON.parse(printed)));
}

type Listed = { readonly name?: string; readonly version?: string; readonly ecosystem?: string };
const expected = new Set(packages.map((line) => line.split(' ').slice(0, 2).join(' ')));
const listings = [
  [
    'theriac list',
    listedBy(process.execPath, [bundle, 'list', `oci:${large}`, '--json'], (json) =>
      (json as { components: Listed[] }).components
        .filter(({ ecosystem }) => ecosystem === 'deb')
        .map(({ name, version }) => `${name} ${version}`),
    ),
  ] as const,
  ...(given.syft === undefined
    ? []
    : [
        [
          'Syft',
          listedBy(given.syft, ['scan', '-q', '-o', 'json', `oci-dir:${large}`], (json) =>
            (json as { artifacts: (Listed & { type: string })[] }).artifacts
              .filter(({ type }) => type === 'deb')
              .map(({ name, version }) => `${name} ${version}`),
          ),
        ] as const,
      ]),
];
for (const [name, found] of listings) {
  const right = [...found].filter((one) => expected.has(one)).length;
  bars.push({
    what: `packages of Debian: ${name}`,
    measured: `${right} of ${expected.size}, ${found.size - right} others`,
    baseline: `dpkg-query ${expected.size}`,
    bar: 'all, no others',
    met: right === expected.size && found.size === right,
  });
}
printBars('Images and root file systems', bars);
removeFolders();
