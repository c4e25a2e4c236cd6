import type { DetectResult } from '@theriac/core';
import { DEFAULT_CONFIG, systemsOf } from '@theriac/govern';
import { takeInventory } from '@theriac/scan';
import { MemoryTree } from '@theriac/scan/target';
import { detectInMemory, EMPTY_INVENTORY, observedIn } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from './index.ts';

const NOTHING = { roots: [], components: [], unknowns: [], skipped: [] };

const detect = (files: Readonly<Record<string, string>>): Promise<DetectResult> =>
  detectInMemory(configuration, { inventory: NOTHING, files });

const told = ({ findings }: DetectResult): string[] =>
  findings.map(({ rule, subject, locations: [place] }) => {
    const name = 'name' in subject ? subject.name : '';
    return `${rule.id.replace('THERIAC-CFG-', '')} ${name} ${place?.path}:${place?.line}`;
  });

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: ward}
spec:
  template:
    spec:
      automountServiceAccountToken: false
      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: web
          image: registry.example/api:1
          resources: {limits: {memory: 64Mi}}
          securityContext:
            privileged: true
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
`;

test('a finding names the object, the value and its line', async () => {
  const result = await detect({ 'k8s/deploy.yaml': DEPLOYMENT });
  expect(told(result)).toEqual(['K8S-PRIVILEGED Deployment/ward/api container web k8s/deploy.yaml:14']);
  expect(observedIn(result.findings[0])).toEqual(['securityContext.privileged: true']);
  expect(result.reasons).toEqual([]);
});

test('what a pod says holds for its containers, and what a container says for itself', async () => {
  const pod = DEPLOYMENT.replace('            privileged: true\n', '            runAsNonRoot: false\n');
  expect(told(await detect({ 'a.yaml': pod }))).toEqual([
    'K8S-ROOT Deployment/ward/api container web a.yaml:14',
  ]);
});

test('objects of a list, and several documents of a file, are looked at each', async () => {
  const role =
    '{kind: Role, metadata: {name: r}, apiVersion: v1, rules: [{apiGroups: ["*"], verbs: ["*"], resources: ["*"]}]}';
  const list = `apiVersion: v1\nkind: List\nitems:\n  - ${role}\n---\n${role}\n`;
  expect(told(await detect({ 'rbac.yaml': list }))).toEqual([
    'K8S-ROLE-ALL-NAMESPACE Role/r rbac.yaml:4',
    'K8S-ROLE-ALL-NAMESPACE Role/r rbac.yaml:6',
  ]);
});

test('a variable without a value leaves the question open; its default answers it', async () => {
  const service = (user: string): string =>
    `services:\n  db:\n    image: x.example/db:1\n    user: ${user}\n`;
  const open = await detect({ 'compose.yaml': service('$' + '{WHO}') });
  expect(open.findings).toEqual([]);
  expect(open.reasons).toEqual([
    'compose.yaml:4: THERIAC-CFG-COMPOSE-ROOT: `user` is not known: the variable WHO has no value in the file',
  ]);
  expect(told(await detect({ 'compose.yaml': service('$' + '{WHO:-root}') }))).toEqual([
    'COMPOSE-ROOT services.db compose.yaml:4',
  ]);
});

test('a secret is never shown, and one that comes from outside is none', async () => {
  const compose = (password: string): string =>
    `services:\n  db:\n    image: x.example/db:1\n    environment: ["DB_PASSWORD=${password}", OTHER_PASSWORD]\n`;
  const result = await detect({ 'compose.yaml': compose('pl4nted') });
  expect(told(result)).toEqual(['COMPOSE-SECRET-IN-ENV services.db compose.yaml:4']);
  expect(JSON.stringify(result)).not.toContain('pl4nted');
  expect(await detect({ 'compose.yaml': compose('$' + '{DB}') })).toMatchObject({
    findings: [],
    reasons: [],
  });
});

test('the user of an image is that of its last stage, or of the stage that it is built on', async () => {
  const files = (last: string): Record<string, string> => ({
    Dockerfile: `FROM a.example/x:1 AS base\nUSER 10001\nFROM a.example/y:1 AS tools\nUSER root\nFROM ${last}\nCMD ["x"]\n`,
  });
  expect(told(await detect(files('base')))).toEqual([]);
  expect(told(await detect(files('tools')))).toEqual(['DOCKER-ROOT image Dockerfile:4']);
  expect(told(await detect(files('docker.io/library/node:22-slim')))).toEqual([
    'DOCKER-ROOT image Dockerfile:5',
  ]);
  expect(told(await detect(files('elasticsearch:9.1.0')))).toEqual([]);
  // Only the image itself knows.
  const foreign = await detect(files('a.example/node:1'));
  expect(told(foreign)).toEqual([]);
  expect(foreign.reasons).toEqual([
    'Dockerfile:5: THERIAC-CFG-DOCKER-ROOT: `user` is not known: the base image a.example/node:1 decides which user it runs as',
  ]);
});

test('a template is a known unknown, and other YAML is left alone', async () => {
  const template = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n';
  const result = await detect({ 'chart/pod.yaml': template, 'mkdocs.yml': 'site_name: x\n' });
  expect(result.findings).toEqual([]);
  expect(result.unknowns).toMatchObject([
    { reason: 'dynamic', location: { path: 'chart/pod.yaml', line: 4 } },
  ]);
});

test('a file whose aliases multiply is told as not read', async () => {
  const levels = Array.from(
    { length: 12 },
    (_, i) => `  l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
  );
  const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  containers: [{name: a, image: x.example/a:1}]\n  l0: &l0 [x]\n${levels.join('\n')}\n`;
  const { findings, reasons } = await detect({ 'pod.yaml': pod });
  expect([findings, reasons]).toEqual([[], ['pod.yaml:8: aliases repeat too much']]);
});

test('a command is shown without what stands where a secret does', async () => {
  const result = await detect({
    '.gitlab-ci.yml': `build:\n  script: ["curl -k -H 'X-Token: pl4nted' -u me:pl4nted https://a.example"]\n`,
  });
  expect(told(result)).toContain('GITLAB-TLS-OFF job build .gitlab-ci.yml:2');
  expect(JSON.stringify(result)).not.toContain('pl4nted');
});

test('files that no technology claims are no configuration that was checked', async () => {
  const area = async (files: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const { detections } = await takeInventory({
      path: { tree: new MemoryTree(files), file: undefined, name: 'target' },
      config: DEFAULT_CONFIG,
      plugins: { extractors: [], detectors: [configuration] },
      detect: {
        run: ({ name }) => ({
          systems: systemsOf([], name),
          config: DEFAULT_CONFIG,
          asOf: '2026-01-02',
          extractors: [],
        }),
        allow: new Set(),
      },
    });
    const concluded = await detections?.conclude({
      inventory: EMPTY_INVENTORY,
      endOfLife: undefined,
      registry: undefined,
    });
    return concluded?.coverage.find((one) => one.area === 'configuration')?.state;
  };
  expect(await area({ 'mkdocs.yml': 'site_name: x\n' })).toBe('skipped');
  expect(await area({ 'mkdocs.yml': 'site_name: x\n', 'pod.yaml': DEPLOYMENT })).toBe('complete');
});
