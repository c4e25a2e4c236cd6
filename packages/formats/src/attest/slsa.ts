/**
 * SLSA provenance (v0.1, v0.2, v1: https://slsa.dev/spec) and the build level that it supports. The level is what the
 * builder can be trusted with, not what the document claims of itself.
 */
import { type JsonObject, listField, objectField, textField } from '../text/untrusted-json.ts';
import { predicateObject, type Statement } from './statement.ts';

const TYPES: readonly string[] = [
  'https://slsa.dev/provenance/v0.1',
  'https://slsa.dev/provenance/v0.2',
  'https://slsa.dev/provenance/v1',
];

interface BuilderRow {
  /** Start of the builder's id. */
  readonly id: string;
  readonly level: 2 | 3;
  readonly why: string;
}

/** Builders whose hardening is documented by themselves (checked November 2026). Everything else is level 1. */
const BUILDERS: readonly BuilderRow[] = [
  {
    id: 'https://github.com/slsa-framework/slsa-github-generator/',
    level: 3,
    why: 'signs in an isolated reusable workflow that the build cannot influence',
  },
  {
    id: 'https://github.com/actions/runner/github-hosted',
    level: 2,
    why: 'hosted by GitHub; the build and the signing share a job',
  },
  {
    id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker',
    level: 3,
    why: 'hosted by Google Cloud Build',
  },
  { id: 'https://gitlab.com/', level: 2, why: 'hosted by GitLab' },
];

/** The builder is responsible for its signature only when the provenance is signed by it. */
export interface Provenance {
  readonly builder: string;
  readonly buildType: string;
  /** Where the source came from: address and commit, when said. */
  readonly source: string | null;
  readonly commit: string | null;
  /** SLSA build track level that this provenance supports. */
  readonly level: 1 | 2 | 3;
  readonly why: string;
}

/**
 * @param authenticated whether the signature was verified as the builder's; without that no more than level 1
 * @returns null when the statement is not a provenance
 */
export function provenanceOf(statement: Statement, authenticated: boolean): Provenance | null {
  if (!TYPES.includes(statement.predicateType)) return null;
  const predicate = predicateObject(statement);
  const v1 = statement.predicateType.endsWith('/v1');
  const builder = v1
    ? textField(objectField(objectField(predicate, 'runDetails'), 'builder'), 'id')
    : textField(objectField(predicate, 'builder'), 'id');
  const buildType = textField(v1 ? objectField(predicate, 'buildDefinition') : predicate, 'buildType') ?? '';
  const { source, commit } = v1 ? sourceV1(predicate) : sourceV02(predicate);
  const base = { builder: builder ?? '', buildType, source, commit };
  if (builder === undefined) return { ...base, level: 1, why: 'the provenance names no builder' };
  const row = BUILDERS.find((b) => builder.startsWith(b.id));
  if (row === undefined)
    return { ...base, level: 1, why: 'nothing is known of the hardening of this builder' };
  if (!authenticated)
    return { ...base, level: 1, why: 'the signature was not verified as that of the builder' };
  return { ...base, level: row.level, why: row.why };
}

interface Source {
  readonly source: string | null;
  readonly commit: string | null;
}

function sourceV1(predicate: JsonObject): Source {
  const definition = objectField(predicate, 'buildDefinition');
  const workflow = objectField(objectField(definition, 'externalParameters'), 'workflow');
  const [material] = listField(definition, 'resolvedDependencies');
  const first = isRecord(material) ? material : {};
  return {
    source: textField(workflow, 'repository') ?? textField(first, 'uri') ?? null,
    commit: commitOf(objectField(first, 'digest')),
  };
}

function sourceV02(predicate: JsonObject): Source {
  const config = objectField(objectField(predicate, 'invocation'), 'configSource');
  return { source: textField(config, 'uri') ?? null, commit: commitOf(objectField(config, 'digest')) };
}

function commitOf(digest: JsonObject): string | null {
  return textField(digest, 'gitCommit') ?? textField(digest, 'sha1') ?? null;
}

function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
