/** Lockfiles of any size, made by rule: for timing and for tests of large inputs. */
import { createHash } from 'node:crypto';

const integrity = (name: string): string => `sha512-${createHash('sha512').update(name).digest('base64')}`;
const nameOf = (at: number): string => (at % 5 === 0 ? `@scope${at % 13}/package-${at}` : `package-${at}`);

/** package-lock.json version 3 with `count` packages, each needing three later ones. */
export function packageLock(count: number): string {
  const packages: Record<string, unknown> = {
    '': { name: 'generated', version: '1.0.0', dependencies: { [nameOf(0)]: '^1.0.0', [nameOf(1)]: '^1.0.0' } },
  };
  for (let at = 0; at < count; at += 1) {
    const needs = [at * 2 + 2, at * 2 + 3, at + 1].filter((n) => n < count);
    packages[`node_modules/${nameOf(at)}`] = {
      version: `1.${at % 40}.${at % 7}`,
      resolved: `https://registry.npm.example/${nameOf(at)}/-/package-${at}-1.0.0.tgz`,
      integrity: integrity(nameOf(at)),
      ...(at % 9 === 0 ? { dev: true } : {}),
      license: 'MIT',
      dependencies: Object.fromEntries(needs.map((n) => [nameOf(n), '^1.0.0'])),
      engines: { node: '>=18' },
      funding: { url: 'https://example.org/fund' },
    };
  }
  return JSON.stringify({ name: 'generated', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2);
}

/** pnpm-lock.yaml version 9 with `count` packages. */
export function pnpmLock(count: number): string {
  const lines = [
    "lockfileVersion: '9.0'",
    '',
    'settings:',
    '  autoInstallPeers: true',
    '',
    'importers:',
    '',
    '  .:',
    '    dependencies:',
    `      '${nameOf(0)}':`,
    '        specifier: ^1.0.0',
    '        version: 1.0.0',
    '',
    'packages:',
    '',
  ];
  const version = (at: number): string => `1.${at % 40}.${at % 7}`;
  for (let at = 0; at < count; at += 1) {
    lines.push(`  '${nameOf(at)}@${version(at)}':`, `    resolution: {integrity: ${integrity(nameOf(at))}}`, "    engines: {node: '>=18'}", '');
  }
  lines.push('snapshots:', '');
  for (let at = 0; at < count; at += 1) {
    const needs = [at * 2 + 2, at * 2 + 3, at + 1].filter((n) => n < count);
    lines.push(`  '${nameOf(at)}@${version(at)}':`);
    if (needs.length === 0) lines[lines.length - 1] += ' {}';
    else {
      lines.push('    dependencies:');
      for (const n of new Set(needs)) lines.push(`      '${nameOf(n)}': ${version(n)}`);
    }
    lines.push('');
  }
  return lines.join('\n');
}
