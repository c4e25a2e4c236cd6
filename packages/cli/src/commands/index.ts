/** All commands, in the order in which the help shows them. Each is loaded when it is called. */
import { command, type Entry, group } from '../command/command.ts';
import { verify as verifyAudit } from './audit/verify/declare.ts';
import { diff as diffSites } from './cms/diff/declare.ts';
import { forms } from './cms/forms/declare.ts';
import { matrix } from './cms/matrix/declare.ts';
import { completion } from './completion/declare.ts';
import { build } from './db/build/declare.ts';
import { exportDeclaration } from './db/export/declare.ts';
import { importDeclaration } from './db/import/declare.ts';
import { status } from './db/status/declare.ts';
import { update } from './db/update/declare.ts';
import { verify as verifyIndex } from './db/verify/declare.ts';
import { docs } from './docs/declare.ts';
import { explain } from './explain/declare.ts';
import { fix } from './fix/declare.ts';
import { ignore } from './ignore/declare.ts';
import { init } from './init/declare.ts';
import { inspect } from './inspect/declare.ts';
import { list } from './list/declare.ts';
import { notice } from './notice/declare.ts';
import { paths } from './paths/declare.ts';
import { importPosture } from './posture/import/declare.ts';
import { list as listRules } from './rules/list/declare.ts';
import { resources } from './rules/resources/declare.ts';
import { show } from './rules/show/declare.ts';
import { test as testRules } from './rules/test/declare.ts';
import { compare } from './sbom/compare/declare.ts';
import { convert as convertSbom } from './sbom/convert/declare.ts';
import { create as createSbom } from './sbom/create/declare.ts';
import { diff } from './sbom/diff/declare.ts';
import { enrich } from './sbom/enrich/declare.ts';
import { intake } from './sbom/intake/declare.ts';
import { merge } from './sbom/merge/declare.ts';
import { quality } from './sbom/quality/declare.ts';
import { sign } from './sbom/sign/declare.ts';
import { validate } from './sbom/validate/declare.ts';
import { verify as verifySbom } from './sbom/verify/declare.ts';
import { scan } from './scan/declare.ts';
import { schema } from './schema/declare.ts';
import { secrets } from './secrets/declare.ts';
import { serve } from './serve/declare.ts';
import { backup } from './server/backup/declare.ts';
import { destroyKeys } from './server/destroy-keys/declare.ts';
import { restore } from './server/restore/declare.ts';
import { rotateKey } from './server/rotate-key/declare.ts';
import { verify as verifyBackup } from './server/verify/declare.ts';
import { add } from './vex/add/declare.ts';
import { check } from './vex/check/declare.ts';
import { convert as convertVex } from './vex/convert/declare.ts';
import { create as createVex } from './vex/create/declare.ts';
import { why } from './why/declare.ts';

export const COMMANDS: readonly Entry[] = [
  command(scan, () => import('./scan/run.ts')),
  command(list, () => import('./list/run.ts')),
  command(why, () => import('./why/run.ts')),
  command(explain, () => import('./explain/run.ts')),
  command(paths, () => import('./paths/run.ts')),
  command(secrets, () => import('./secrets/run.ts')),
  command(fix, () => import('./fix/run.ts')),
  command(ignore, () => import('./ignore/run.ts')),
  command(inspect, () => import('./inspect/run.ts')),
  command(notice, () => import('./notice/run.ts')),
  group({
    name: 'cms',
    summary: 'Drupal and WordPress sites: who may do what, forms, changes',
    description:
      'Show who may do what with patient data on a Drupal or WordPress site, what its forms collect, and what changed.',
    commands: [
      command(matrix, () => import('./cms/matrix/run.ts')),
      command(forms, () => import('./cms/forms/run.ts')),
      command(diffSites, () => import('./cms/diff/run.ts')),
    ],
  }),
  group({
    name: 'sbom',
    summary: 'bills of materials: create, check, change, sign',
    description:
      'Create, convert, check, compare and sign bills of materials (CycloneDX 1.2–1.7, SPDX 2.2–3.0.1).',
    commands: [
      command(createSbom, () => import('./sbom/create/run.ts')),
      command(convertSbom, () => import('./sbom/convert/run.ts')),
      command(validate, () => import('./sbom/validate/run.ts')),
      command(quality, () => import('./sbom/quality/run.ts')),
      command(diff, () => import('./sbom/diff/run.ts')),
      command(merge, () => import('./sbom/merge/run.ts')),
      command(enrich, () => import('./sbom/enrich/run.ts')),
      command(sign, () => import('./sbom/sign/run.ts')),
      command(verifySbom, () => import('./sbom/verify/run.ts')),
      command(compare, () => import('./sbom/compare/run.ts')),
      command(intake, () => import('./sbom/intake/run.ts')),
    ],
  }),
  group({
    name: 'vex',
    summary: 'VEX documents: what is exploitable, and what is not',
    description: 'Create, convert and check VEX documents (OpenVEX, CSAF 2.0, CycloneDX).',
    commands: [
      command(createVex, () => import('./vex/create/run.ts')),
      command(add, () => import('./vex/add/run.ts')),
      command(convertVex, () => import('./vex/convert/run.ts')),
      command(check, () => import('./vex/check/run.ts')),
    ],
  }),
  group({
    name: 'rules',
    summary: 'rules about configuration: list, show, write your own',
    description: 'List and show the rules about configuration, and try your own.',
    commands: [
      command(listRules, () => import('./rules/list/run.ts')),
      command(show, () => import('./rules/show/run.ts')),
      command(testRules, () => import('./rules/test/run.ts')),
      command(resources, () => import('./rules/resources/run.ts')),
    ],
  }),
  group({
    name: 'posture',
    summary: 'settings of forges and clouds as evidence beside the code',
    description:
      'Keep exports of the settings of forges and clouds beside the code, where each scan judges them.',
    commands: [command(importPosture, () => import('./posture/import/run.ts'))],
  }),
  group({
    name: 'db',
    summary: 'the advisory index: build, update, move, check',
    description: 'Build, update, move and check the advisory index.',
    commands: [
      command(update, () => import('./db/update/run.ts')),
      command(build, () => import('./db/build/run.ts')),
      command(importDeclaration, () => import('./db/import/run.ts')),
      command(exportDeclaration, () => import('./db/export/run.ts')),
      command(status, () => import('./db/status/run.ts')),
      command(verifyIndex, () => import('./db/verify/run.ts')),
    ],
  }),
  group({
    name: 'audit',
    summary: 'the audit trail of a server: verify an exported bundle, offline',
    description: 'Verify an audit trail that a server exported, without the server.',
    commands: [command(verifyAudit, () => import('./audit/verify/run.ts'))],
  }),
  group({
    name: 'server',
    summary: 'for who runs a server: backups and keys',
    description:
      'Look after a server: back it up and restore it, rotate the key that wraps all others, destroy keys.',
    commands: [
      command(backup, () => import('./server/backup/run.ts')),
      command(restore, () => import('./server/restore/run.ts')),
      command(verifyBackup, () => import('./server/verify/run.ts')),
      command(rotateKey, () => import('./server/rotate-key/run.ts')),
      command(destroyKeys, () => import('./server/destroy-keys/run.ts')),
    ],
  }),
  command(serve, () => import('./serve/run.ts')),
  command(init, () => import('./init/run.ts')),
  command(schema, () => import('./schema/run.ts')),
  command(docs, () => import('./docs/run.ts')),
  command(completion, () => import('./completion/run.ts')),
];
