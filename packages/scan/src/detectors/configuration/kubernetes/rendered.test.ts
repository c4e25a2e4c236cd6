import { textOf } from '@theriac/core/configuration';
import { expect, test } from 'vitest';
import { configurationInMemory } from '../../../configuration.ts';

/** `type name place: image user` of each container, and what was not known. */
async function containers(
  files: Readonly<Record<string, string>>,
): Promise<{ found: string[]; unknown: string[] }> {
  const { resources, unknowns } = await configurationInMemory(files);
  return {
    found: resources
      .filter(({ type }) => type === 'kubernetes.container')
      .map(({ name, at, values }) => {
        const image = values.entries.get('image');
        return `${name} ${at.path}:${at.line} ${textOf(image) ?? image?.kind}`;
      }),
    unknown: unknowns.map(({ location, message }) => `${location.path}:${location.line ?? ''} ${message}`),
  };
}

const CHART = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: portal\nversion: 1.0.0\nappVersion: "2.1"\n',
  'chart/values.yaml':
    'image: {repository: registry.example/portal, tag: ""}\nworkers: [{name: mail}, {name: fax}]\n',
  'chart/templates/_helpers.tpl':
    '{{- define "portal.image" -}}\n{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}\n{{- end }}\n',
  'chart/templates/workers.yaml': `{{- range .Values.workers }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ printf "%s-%s" $.Release.Name .name }}
spec:
  template:
    spec:
      containers:
        - name: main
          image: {{ include "portal.image" $ }}
{{- end }}
`,
};

test('a chart is rendered with its values, and places are those of the template', async () => {
  expect(await containers(CHART)).toEqual({
    found: [
      'Deployment/release-name-mail container main chart/templates/workers.yaml:11 registry.example/portal:2.1',
      'Deployment/release-name-fax container main chart/templates/workers.yaml:11 registry.example/portal:2.1',
    ],
    unknown: [],
  });
});

test('a chart inside a chart has the values of its parent, and is off where its condition says so', async () => {
  const inner = (enabled: boolean): Promise<{ found: string[]; unknown: string[] }> =>
    containers({
      'Chart.yaml':
        'name: a\nversion: 1.0.0\ndependencies: [{name: db, version: "*", condition: db.enabled}]\n',
      'values.yaml': `db: {enabled: ${enabled}, image: registry.example/db:2}\n`,
      'charts/db/Chart.yaml': 'name: db\nversion: 1.0.0\n',
      'charts/db/values.yaml': 'image: registry.example/db:1\n',
      'charts/db/templates/pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: db}\nspec:\n  containers:\n    - {name: db, image: "{{ .Values.image }}"}\n',
    });
  expect((await inner(true)).found).toEqual([
    'Pod/db container db charts/db/templates/pod.yaml:6 registry.example/db:2',
  ]);
  expect(await inner(false)).toEqual({ found: [], unknown: [] });
});

test('what a chart leaves to chance or to who installs it is unknown', async () => {
  const pod = (image: string): Record<string, string> => ({
    'Chart.yaml': 'name: a\nversion: 1.0.0\n',
    'templates/pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: ${image}\n`,
  });
  expect((await containers(pod('{{ required "give an image" .Values.image }}'))).found).toEqual([
    'Pod/a container a templates/pod.yaml:6 unknown',
  ]);
  expect(await containers(pod('{{ .Files.Glob "x" }}'))).toEqual({
    found: [],
    unknown: [
      'templates/pod.yaml:7 a template is not rendered: `Files.Glob` is called, which is not known; scan what `helm template` writes',
    ],
  });
  expect(
    (
      await containers({
        ...CHART,
        'chart/Chart.yaml': 'name: a\nversion: 1.0.0\nappVersion: "1"\ndependencies: [{name: common}]\n',
      })
    ).unknown,
  ).toEqual([
    'chart/Chart.yaml: the chart depends on common, which is not in its charts/; run `helm dependency build` first',
  ]);
});

const BASE = {
  'base/kustomization.yaml': 'resources: [deploy.yaml]\n',
  'base/deploy.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: registry.example/api:1\n',
};

test('a base is what its overlay makes of it: patches, names, images', async () => {
  const { found, unknown } = await containers({
    ...BASE,
    'prod/kustomization.yaml': `resources: [../base]
namespace: ward
namePrefix: prod-
images: [{name: registry.example/api, newTag: "7"}]
patches:
  - path: add.yaml
  - target: {kind: Deployment}
    patch: |
      - op: add
        path: /spec/template/spec/hostNetwork
        value: true
`,
    'prod/add.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      containers:\n        - name: log\n          image: registry.example/log:2\n',
  });
  expect(unknown).toEqual([]);
  expect(found).toEqual([
    'Deployment/ward/prod-api container web base/deploy.yaml:8 registry.example/api:7',
    'Deployment/ward/prod-api container log prod/add.yaml:8 registry.example/log:2',
  ]);
});

test('a patch that deletes, and two overlays of one base', async () => {
  const overlay = (folder: string): Record<string, string> => ({
    [`${folder}/kustomization.yaml`]: `resources: [../base]\nnamespace: ${folder}\npatches:\n  - patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: {name: api}\n      spec: {template: {spec: {containers: [{name: web, $patch: delete}, {name: new, image: x.example/new:1}]}}}\n`,
  });
  expect((await containers({ ...BASE, ...overlay('a'), ...overlay('b') })).found).toEqual([
    'Deployment/a/api container new a/kustomization.yaml:8 x.example/new:1',
    'Deployment/b/api container new b/kustomization.yaml:8 x.example/new:1',
  ]);
});

test('what a kustomization takes from elsewhere, and what includes itself, is told', async () => {
  const { unknown } = await containers({
    'a/kustomization.yaml':
      'resources: ["https://example.com/base?ref=v1", ../../outside, ../b]\nreplacements: [{source: x}]\n',
    'b/kustomization.yaml': 'resources: [../b]\n',
    'c/kustomization.yaml': 'resources: [gone.yaml]\n',
  });
  expect(unknown).toEqual([
    'a/kustomization.yaml:1 a kustomization includes what is not in the target',
    'a/kustomization.yaml:1 a kustomization includes what is not in the target',
    'b/kustomization.yaml:1 kustomizations include each other deeper than 20 levels',
    'a/kustomization.yaml:2 `replacements` of a kustomization is not followed; scan what `kustomize build` writes',
    'c/kustomization.yaml:1 a kustomization includes what is not in the target',
  ]);
});
