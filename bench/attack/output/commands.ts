/** Every command that prints what it has read, in every format. */
import type { Kind } from './checks.ts';

export interface Command {
  readonly args: readonly string[];
  readonly stdout: Kind;
}

export interface Places {
  readonly target: string;
  readonly documents: string;
  /** The payload as an argument. */
  readonly argument: string;
  readonly key: string;
  readonly payloadId: string;
}

const REPORTS: readonly (readonly [string, Kind])[] = [
  ['terminal', 'text'],
  ['json', 'json'],
  ['sarif', 'json'],
  ['cyclonedx', 'json'],
  ['spdx', 'json'],
  ['junit', 'xml'],
  ['markdown', 'markdown'],
  ['html', 'html'],
];

const DOCUMENTS: readonly (readonly [string, Kind])[] = [
  ['cyclonedx', 'json'],
  ['cyclonedx@1.4', 'json'],
  ['cyclonedx-xml', 'xml'],
  ['spdx', 'json'],
  ['spdx@3.0.1', 'json'],
  ['spdx-tv', 'text'],
];

export function commandsFor({ target, documents, argument, key, payloadId }: Places): Command[] {
  const bom = `${documents}/bom.cdx.json`;
  const other = `${documents}/other.cdx.json`;
  const [vex, csaf] = [`${documents}/vex.json`, `${documents}/csaf.json`];
  const scan = ['scan', target, '--offline', '--vex', vex, '--csaf', csaf, '--as-of', '2026-08-22'];
  const text = (...args: string[]): Command => ({ args, stdout: 'text' });
  const json = (...args: string[]): Command => ({ args: [...args, '--json'], stdout: 'json' });
  return [
    ...REPORTS.map(([format, stdout]): Command => ({ args: [...scan, '--format', format], stdout })),
    text(...scan, '--all'),
    ...REPORTS.slice(0, 2).map(
      ([format, stdout]): Command => ({ args: ['scan', bom, '--offline', '--format', format], stdout }),
    ),
    text('list', target),
    json('list', target),
    text('why', 'b', target),
    text('why', argument, target),
    ...(['text', 'html', 'json'] as const).map(
      (format): Command => ({ args: ['notice', target, '--format', format], stdout: format }),
    ),
    text('inspect', `${target}/node_modules/a`),
    json('inspect', `${target}/node_modules/a`),
    text('explain', `ADV-${payloadId}`),
    text('explain', argument),
    ...DOCUMENTS.flatMap(([format, stdout]): Command[] => [
      { args: ['sbom', 'create', target, '--offline', '--format', format], stdout },
      { args: ['sbom', 'convert', bom, '--to', format], stdout },
      { args: ['sbom', 'merge', bom, other, '--name', 'x', '--to', format], stdout },
    ]),
    text('sbom', 'diff', bom, other),
    json('sbom', 'diff', bom, other),
    text('sbom', 'quality', bom, '--all'),
    json('sbom', 'quality', bom),
    text('sbom', 'validate', bom),
    json('sbom', 'validate', bom),
    text('sbom', 'intake', bom),
    json('sbom', 'intake', bom),
    { args: ['sbom', 'enrich', bom, '--sources', target, '-v'], stdout: 'json' },
    text('sbom', 'compare', bom, target, '--offline'),
    { args: ['sbom', 'sign', bom, '--key', key, '--output', '-'], stdout: 'json' },
    text('sbom', 'verify', bom, '--key', key),
    text('sbom', 'verify', argument, '--key', argument),
    { args: ['vex', 'create', target, '--author', argument], stdout: 'json' },
    ...['openvex', 'csaf', 'cyclonedx'].map(
      (format): Command => ({
        args: ['vex', 'convert', vex, '--to', format, '--author', argument],
        stdout: 'json',
      }),
    ),
    text('vex', 'check', target, '--vex', vex),
    text('vex', 'check', target, '--vex', argument),
    text('scan', argument, '--offline'),
    text('scan', target, '--offline', '--config', `${documents}/bad.yaml`),
    text('scan', target, '--offline', '--baseline', argument),
    text('scan', target, '--offline', '--format', argument),
    text('scan', target, '--offline', '--fail-on', argument),
    text('scan', target, '--offline', '--as-of', argument),
    text('scan', target, '--offline', '--output', `${argument}/x.json`),
    text('scan', target, '--debug', '--offline', '--exclude', argument),
    text('list', argument),
    text('inspect', argument),
    text('notice', argument),
    text('docs', argument),
    text(argument),
    text('scan', `--${argument}`),
    text('sbom', 'convert', argument, '--to', argument),
    text('db', 'import', argument),
    text('db', 'build', '--feeds', argument),
    text('db', 'status'),
    json('db', 'status'),
    text('schema', argument),
    text('completion', argument),
  ];
}
