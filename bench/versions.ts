/** Version comparison and package URLs: the two inner loops of matching. */
import { compareVersions, purlOf } from '@theriac/core';
import { printBars } from './measure.ts';

const VERSIONS = ['1.2.3', '1.2.10', '4.17.21', '0.0.1-alpha.1', '18.2.0', '2.0.0-rc.10+build', '10.11.12'];
const at = (i: number): string => VERSIONS[i % VERSIONS.length] ?? '';

const compared = timed(() => {
  for (let i = 0; i < 1_000_000; i += 1) compareVersions('npm', at(i), at(i * 3 + 1));
});
const named = timed(() => {
  for (let i = 0; i < 100_000; i += 1) purlOf({ ecosystem: 'npm', name: `@scope/name-${i}`, version: at(i) });
});

printBars('Versions and package URLs', [
  {
    what: 'a million comparisons of npm versions',
    measured: `${compared.toFixed(0)} ms`,
    baseline: '',
    bar: '≤ 1,000 ms',
    met: compared <= 1000,
  },
  {
    what: '100,000 package URLs',
    measured: `${named.toFixed(0)} ms`,
    baseline: '',
    bar: '≤ 500 ms',
    met: named <= 500,
  },
]);

function timed(run: () => void): number {
  run();
  const started = performance.now();
  run();
  return performance.now() - started;
}
