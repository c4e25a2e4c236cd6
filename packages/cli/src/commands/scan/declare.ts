/** `theriac scan`: what it takes. */
import { SCOPES, SEVERITIES } from '@theriac/core';
import { REPORTS } from '@theriac/formats/reports';
import { declare, type GivenTo } from '../../command/command.ts';
import { choiceList, choiceOr, flag, text, textOr, texts } from '../../command/spec.ts';
import {
  ALL,
  AS_OF,
  CONFIG,
  CSAF,
  EXCLUDE,
  FAIL_ON,
  HISTORY,
  OFFLINE,
  PLATFORM,
  QUIET,
  RULES,
  SCANNED,
  VEX,
} from '../../inputs/options.ts';
import { reportFiles } from '../../inputs/report-options.ts';

const FORMATS = ['terminal', 'table', ...REPORTS.map(({ id }) => id)] as const;

export const scan = declare({
  name: 'scan',
  summary: 'find, rank and explain problems; gate',
  description:
    'Inventory a folder, a package file, a text, an SBOM, a container image, a root file system or this machine; match it with advisories, rank findings, plan fixes, and apply the policy. Filters (--severity, --scope, --fixable) change what is shown; the gate judges everything.',
  operands: { target: SCANNED },
  options: {
    format: choiceOr('-f, --format <format>', 'report on stdout', FORMATS, 'terminal'),
    output: reportFiles(FORMATS),
    history: HISTORY,
    offline: OFFLINE,
    online: flag('--online', 'ask your package registries about releases (age, publishers, withdrawals)'),
    failOn: FAIL_ON,
    severity: choiceList('--severity <list>', 'show only findings of these severities', SEVERITIES),
    scope: choiceList('--scope <list>', 'show only findings in packages of these scopes', SCOPES),
    fixable: flag('--fixable', 'show only findings that a change clears'),
    ignore: texts('--ignore <id>', 'do not count an advisory or a rule in this run; may be repeated'),
    baseline: text(
      '--baseline <file|revision>',
      'fail only on findings that are not in an earlier JSON result or git revision',
    ),
    vex: VEX,
    csaf: CSAF,
    platform: PLATFORM,
    newerBase: text('--newer-base <image>', 'show what building an image anew upon this base clears'),
    upload: text(
      '--upload <url>',
      'send the result to this Theriac server; needs --system and THERIAC_TOKEN',
    ),
    system: text('--system <id>', 'system of the server that the result is about'),
    stream: textOr(
      '--stream <name>',
      'results of one stream replace each other: a branch, a variant',
      'main',
    ),
    exclude: EXCLUDE,
    config: CONFIG,
    rules: RULES,
    feeds: text('--feeds <dir|url>', 'build missing indexes from this mirror instead of the public feeds'),
    asOf: AS_OF,
    all: ALL,
    quiet: QUIET,
  },
  examples: [
    'scan',
    'scan services/api --offline',
    'scan --output sarif=theriac.sarif --output html=report.html',
    'scan --baseline origin/main   # only what this branch adds',
    'scan --severity critical,high --fixable --format table',
    'scan sbom.cdx.json --fail-on high',
    'scan portal.tar   # what docker save wrote; also oci:, rootfs:, host, registry:, docker-daemon:',
    'scan portal.tar --newer-base base.tar',
    'scan --history=main..HEAD     # what these commits hold, too',
    'scan --upload https://theriac.example.org --system 01890000-0000-7000-8000-000000000001',
  ],
});

export type ScanGiven = GivenTo<typeof scan>;
