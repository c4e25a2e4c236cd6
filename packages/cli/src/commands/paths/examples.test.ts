/** The examples of infrastructure: what is wrong in each is found, and nothing is left in its hardened twin. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AccessReport } from '@theriac/core/configuration';
import { runInProcess } from '@theriac/testing/run-in-process';
import { afterAll, describe, expect, test } from 'vitest';

const EXAMPLES = fileURLToPath(new URL('../../../../../examples', import.meta.url));
const noIndex = mkdtempSync(join(tmpdir(), 'theriac-examples-'));
afterAll(() => rmSync(noIndex, { recursive: true }));

interface Scanned {
  readonly findings: readonly { readonly rule: string; readonly severity: string }[];
}

/** Rules of high and medium findings, without what their ids begin with. */
async function graveRules(example: string): Promise<{ code: number; rules: string[] }> {
  const { code, stdout } = await runInProcess(
    ['scan', join(EXAMPLES, example), '--offline', '--as-of', '2026-11-22', '--format', 'json'],
    { env: { THERIAC_DATA: noIndex } },
  );
  const { findings }: Scanned = JSON.parse(stdout);
  const grave = findings.filter(({ severity }) => severity !== 'low').map(({ rule }) => rule);
  return { code, rules: [...new Set(grave)].map((id) => id.replace(/^THERIAC-(?:CFG-)?/, '')).sort() };
}

/** What each store is wrong about, and how many hops lead to it. */
async function pathsOf(example: string): Promise<{ code: number; wrong: string[]; reached: string[] }> {
  const { code, stdout } = await runInProcess(['paths', join(EXAMPLES, example), '--format', 'json']);
  const { nodes, paths }: AccessReport = JSON.parse(stdout);
  const label = (id: string): string | undefined => nodes.find((node) => node.id === id)?.label;
  return {
    code,
    wrong: paths.flatMap(({ rules, store }) => rules.map((rule) => `${label(store)} ${rule}`)).sort(),
    reached: paths.map(({ hops, store }) => `${label(store)} ${hops.length}`).sort(),
  };
}

describe.each([
  {
    example: 'clinic-stack',
    rules: [
      'COMPOSE-NO-PASSWORD',
      'COMPOSE-PRIVILEGED',
      'COMPOSE-RUNTIME-SOCKET',
      'COMPOSE-SECRET-IN-ENV',
      'ORTHANC-LUA',
      'ORTHANC-OPEN',
      'PATH-CLINICAL-OPEN',
      'PATH-STORE-EXPOSED',
      'SECRET-DB-POSTGRESQL',
    ],
    wrong: [
      'services.db THERIAC-PATH-EGRESS',
      'services.db THERIAC-PATH-STORE-EXPOSED',
      'services.orthanc THERIAC-PATH-CLINICAL-OPEN',
      'services.orthanc THERIAC-PATH-EGRESS',
    ],
    reached: ['services.db 3', 'services.orthanc 3'],
  },
  {
    example: 'fhir-api-terraform',
    rules: [
      'PATH-STORE-EXPOSED',
      'TF-EC2-IMDS',
      'TF-EC2-PUBLIC-ADDRESS',
      'TF-IAM-DATA-ALL-ROLE',
      'TF-LB-HTTP',
      'TF-RDS-PUBLIC',
      'TF-RDS-UNENCRYPTED',
      'TF-S3-POLICY-PUBLIC',
      'TF-S3-PUBLIC-ACCESS-BLOCK',
      'TF-S3-VERSIONING',
      'TF-SECRET',
      'TF-SG-ADMIN-OPEN',
      'TF-SG-DATA-OPEN',
      'TF-VARIABLE-SECRET',
    ],
    wrong: [
      'aws_db_instance.fhir THERIAC-PATH-STORE-EXPOSED',
      'aws_s3_bucket.exports THERIAC-PATH-STORE-EXPOSED',
    ],
    reached: ['aws_db_instance.fhir 3', 'aws_s3_bucket.exports 3'],
  },
  {
    example: 'fhir-kubernetes',
    rules: [
      'K8S-ESCALATION',
      'K8S-INGRESS-NO-TLS',
      'K8S-LOAD-BALANCER-OPEN',
      'K8S-PRIVILEGED',
      'K8S-ROOT',
      'K8S-SECRET-IN-ENV',
      'PATH-CLINICAL-OPEN',
      'PATH-STORE-EXPOSED',
    ],
    wrong: [
      'Deployment/fhir/hapi THERIAC-PATH-CLINICAL-OPEN',
      'Deployment/fhir/hapi THERIAC-PATH-EGRESS',
      'StatefulSet/fhir/postgres THERIAC-PATH-EGRESS',
      'StatefulSet/fhir/postgres THERIAC-PATH-STORE-EXPOSED',
    ],
    reached: ['Deployment/fhir/hapi 2', 'StatefulSet/fhir/postgres 3'],
  },
])('the example $example', ({ example, rules, wrong, reached }) => {
  test('has the mistakes that it is for', async () => {
    expect(await graveRules(example)).toEqual({ code: 1, rules });
  });

  test('has the paths that it is for', async () => {
    expect(await pathsOf(example)).toMatchObject({ code: 1, wrong });
  });

  test('its twin has no high or medium finding', async () => {
    expect(await graveRules(`${example}-hardened`)).toEqual({ code: 0, rules: [] });
  });

  test('its twin is reached only through what uses it', async () => {
    expect(await pathsOf(`${example}-hardened`)).toEqual({ code: 0, wrong: [], reached });
  });
});

test('the own rules of an example do what their examples say', async () => {
  const { code, stdout } = await runInProcess(['rules', 'test', join(EXAMPLES, 'clinic-stack')]);
  expect([code, stdout]).toEqual([0, 'ok    CLINIC-RESTARTS (our-rules.yaml:4)\n\n1 rule, 0 failed\n']);
});
