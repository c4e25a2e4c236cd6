/** Runs programs and measures them: wall time and peak memory, interleaved, median of several. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sample {
  /** Milliseconds. */
  readonly wall: number;
  /** MiB; 0 when the program is not Node. */
  readonly rss: number;
  readonly exitCode: number;
}

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Writes the peak memory of a Node process to the file in BENCH_RSS when it ends: VmHWM, because the kernel lets
 * ru_maxrss of a child begin with that of its parent.
 */
const RSS_HOOK = `import { readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => {
  const peak = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  writeFileSync(process.env.BENCH_RSS, String(Number(peak) / 1024));
});
`;

export async function runOnce(program: Program, measureRss = false): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
  const rssFile = join(folder, 'rss');
  const hook = join(folder, 'hook.mjs');
  if (measureRss) writeFileSync(hook, RSS_HOOK);
  const env = {
    ...process.env,
    ...program.env,
    ...(measureRss ? { BENCH_RSS: rssFile, NODE_OPTIONS: `--import=${hook}` } : {}),
  };
  const started = performance.now();
  const exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(program.command, program.args, { cwd: program.cwd, env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? -1));
  });
  const wall = performance.now() - started;
  const rss = measureRss ? Number(readFileSync(rssFile, 'utf8')) : 0;
  rmSync(folder, { recursive: true, force: true });
  return { wall, rss, exitCode };
}

/** Interleaved, so that a noisy machine is noisy for all; the first round warms caches and is not counted. */
export async function compare(programs: readonly Program[], rounds: number): Promise<Map<string, number>> {
  const walls = new Map<string, number[]>(programs.map((p) => [p.name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const program of programs) {
      const { wall } = await runOnce(program);
      if (round > 0) walls.get(program.name)?.push(wall);
    }
  }
  return new Map([...walls].map(([name, list]) => [name, median(list)]));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export interface Bar {
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  readonly bar: string;
  readonly met: boolean;
}

/** A Markdown table, for the terminal and for docs/benchmarks.md alike. */
export function printBars(title: string, bars: readonly Bar[]): void {
  process.stdout.write(
    `\n## ${title}\n\n| what | measured | baseline of the same run | bar | met |\n|---|---|---|---|---|\n`,
  );
  for (const b of bars)
    process.stdout.write(
      `| ${b.what} | ${b.measured} | ${b.baseline} | ${b.bar} | ${b.met ? 'yes' : '**no**'} |\n`,
    );
}

export function scratch(): {
  readonly folder: string;
  readonly write: (path: string, text: string) => string;
} {
  const folder = mkdtempSync(join(tmpdir(), 'theriac-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write: (path, text) => {
      const full = join(folder, path);
      writeFileSync(full, text);
      return full;
    },
  };
}
