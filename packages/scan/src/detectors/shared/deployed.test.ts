import { expect, test } from 'vitest';
import { scopeOf } from './deployed.ts';

test.each([
  ['deploy/db.yaml', 'production'],
  ['compose.yaml', 'production'],
  ['compose.prod.yml', 'production'],
  ['Dockerfile', 'production'],
  ['environments/tests/main.tf', 'production'],
  ['overlays/e2e/kustomization.yaml', 'production'],
  ['contest/app.yaml', 'production'],
  ['pkg/testdata/pod.yaml', 'development'],
  ['tests/integration/pod.yaml', 'development'],
  ['.devcontainer/docker-compose.yml', 'development'],
  ['docker-compose.test.yml', 'development'],
  ['docker-compose-local.yaml', 'development'],
  ['api/Dockerfile.dev', 'development'],
  ['api/dev.Dockerfile', 'development'],
  ['pkg/ca/ca_test.go', 'development'],
  ['src/app.spec.ts', 'development'],
  ['src/test/resources/application.yml', 'development'],
  ['src/testIntegration/kotlin/Rest.kt', 'development'],
  ['src/main/java/LatestTest.java', 'development'],
  ['src/contest.ts', 'production'],
  ['src/attestation.go', 'production'],
])('%s is of %s', (path, scope) => {
  expect(scopeOf(path)).toBe(scope);
});
