/** Each rule of a decision at its boundary: what is just enough, and what is just not. */
import type { Outcome, Scope, Sourced, System } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { decide, type Subject } from './decide.ts';

const RCE = { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 } as const;
const XSS = { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', score: 6.1 } as const;
/** Automatable, partial impact. */
const LEAK = { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N', score: 5.3 } as const;
const KEV = { cve: 'CVE-2021-44228', dateAdded: '2021-12-10', dueDate: '2021-12-24', ransomware: true };

const subject = (over: Partial<Subject> = {}): Subject => ({
  kind: 'vulnerability',
  severity: 'medium',
  cvss: [XSS],
  exploit: false,
  exploitationKnown: true,
  scope: 'production',
  ...over,
});
const declared = <T>(value: T, source = 'theriac.yaml:2'): Sourced<T> => ({
  value,
  origin: 'declared',
  source,
});
const system = (over: Partial<System['facts']> = {}): System => ({
  name: 'portal',
  type: 'patient-portal',
  owner: null,
  paths: [''],
  distribution: [],
  facts: {
    patientFacing: declared(false),
    exposure: declared('small'),
    publiclyExposed: declared(false),
    dataClasses: declared(['none']),
    safetyImpact: declared('negligible'),
    missionImpact: declared('degraded'),
    ...over,
  },
});
const options = { detected: '2026-01-01', profiles: [] } as const;
const inputsOf = (of: Subject, on: System) =>
  decide(of, on, options).inputs.map((i) => [i.name, i.value, i.origin, i.source]);

describe('exploitation', () => {
  const seen = (over: Partial<Subject>) =>
    decide(subject(over), system(), options).inputs.find((i) => i.name === 'exploitation');

  test.each([
    ['EPSS at the threshold', { epss: { score: 0.5, percentile: 0.9 } }, 'poc', 'derived', 'EPSS ≥ 0.5'],
    ['EPSS just below it', { epss: { score: 0.4999, percentile: 0.9 } }, 'none', 'observed', 'not in KEV'],
    ['a public exploit', { exploit: true }, 'poc', 'observed', 'reference in the advisory'],
    [
      'an exploit before EPSS',
      { exploit: true, epss: { score: 0.9, percentile: 1 } },
      'poc',
      'observed',
      'reference in the advisory',
    ],
    ['KEV before an exploit', { exploit: true, kev: KEV }, 'active', 'observed', 'KEV 2021-12-10'],
    ['malware', { kind: 'malicious' as const }, 'active', 'observed', 'malicious package'],
    ['nothing known', {}, 'none', 'observed', 'not in KEV'],
    ['KEV not available', { exploitationKnown: false }, 'none', 'default', ''],
  ])('%s', (_, over, value, origin, source) => {
    expect(seen(over)).toEqual({ name: 'exploitation', value, origin, source });
  });

  test('a likely exploit moves the tree as a public one does', () => {
    const on = system({ safetyImpact: declared('critical') });
    const at = (score: number): Outcome =>
      decide(subject({ epss: { score, percentile: 0.9 } }), on, options).outcome;
    expect([at(0.499), at(0.5)]).toEqual(['defer', 'immediate']);
  });
});

describe('impact', () => {
  const seen = (over: Partial<Subject>) => {
    const { inputs, why } = decide(subject(over), system(), options);
    const [automatable, impact] = inputs.slice(1, 3);
    return [automatable?.value, impact?.value, impact?.origin, impact?.source, why.split(' → ')[0]];
  };

  test.each([
    ['the vector decides', {}, ['no', 'partial', 'derived', XSS.vector]],
    ['the newest vector decides', { cvss: [RCE, XSS] }, ['yes', 'total', 'derived', RCE.vector]],
    [
      'critical without a vector',
      { cvss: [], severity: 'critical' as const },
      ['yes', 'total', 'default', 'no CVSS vector; severity critical'],
    ],
    [
      'unknown without a vector',
      { cvss: [], severity: 'unknown' as const },
      ['no', 'total', 'default', 'no CVSS vector; severity unknown'],
    ],
    [
      'high without a vector',
      { cvss: [], severity: 'high' as const },
      ['no', 'partial', 'default', 'no CVSS vector; severity high'],
    ],
    [
      'an end of life has no total impact',
      { kind: 'lifecycle' as const, cvss: [], severity: 'critical' as const },
      ['yes', 'partial', 'default', 'no CVSS vector; severity critical'],
    ],
    [
      'malware needs no vector',
      { kind: 'malicious' as const, cvss: [XSS] },
      ['yes', 'total', 'observed', 'malicious package'],
    ],
  ])('%s', (_, over, expected) => {
    expect(seen(over).slice(0, 4)).toEqual(expected);
  });
});

describe('the overlay', () => {
  const overlay = (of: Partial<Subject>, on: Partial<System['facts']>) => {
    const { tree, outcome, overlay: notes } = decide(subject(of), system(on), options);
    return [tree, outcome, notes];
  };
  const PHI = 'total impact on a system with PHI: one level up';
  const OPEN = 'patient-facing and open to the internet: one level up';
  const SAFETY = 'safety impact at least critical, exploit known: two levels up';
  const open = { patientFacing: declared(true), exposure: declared('open' as const) };

  test.each([
    [
      'total impact and PHI',
      { cvss: [RCE] },
      { dataClasses: declared(['phi'] as const) },
      ['defer', 'scheduled', [PHI]],
    ],
    [
      'sensitive PHI, too',
      { cvss: [RCE] },
      { dataClasses: declared(['none', 'sensitive-phi'] as const) },
      ['defer', 'scheduled', [PHI]],
    ],
    ['partial impact and PHI', {}, { dataClasses: declared(['phi'] as const) }, ['defer', 'defer', []]],
    ['total impact without PHI', { cvss: [RCE] }, {}, ['defer', 'defer', []]],
    [
      'malware in a product with PHI is named once',
      { kind: 'malicious' as const },
      { dataClasses: declared(['phi'] as const) },
      ['scheduled', 'immediate', ['malicious package: immediate']],
    ],
    ['patient-facing and open', {}, open, ['defer', 'scheduled', [OPEN]]],
    [
      'patient-facing and controlled',
      {},
      { ...open, exposure: declared('controlled' as const) },
      ['defer', 'defer', []],
    ],
    ['open to staff only', {}, { ...open, patientFacing: declared(false) }, ['defer', 'defer', []]],
    [
      'an end of life is not raised for being open',
      { kind: 'lifecycle' as const },
      open,
      ['defer', 'defer', []],
    ],
    [
      'an end of life is not raised for PHI',
      { kind: 'lifecycle' as const, cvss: [RCE] },
      { dataClasses: declared(['phi'] as const) },
      ['defer', 'defer', []],
    ],
    [
      'critical safety and a public exploit',
      { exploit: true },
      { safetyImpact: declared('critical' as const) },
      ['scheduled', 'immediate', [SAFETY]],
    ],
    [
      'catastrophic safety and a public exploit',
      { exploit: true },
      { safetyImpact: declared('catastrophic' as const) },
      ['scheduled', 'immediate', [SAFETY]],
    ],
    [
      'critical safety without an exploit',
      {},
      { safetyImpact: declared('critical' as const) },
      ['defer', 'defer', []],
    ],
    [
      'marginal safety and a public exploit',
      { exploit: true },
      { safetyImpact: declared('marginal' as const) },
      ['defer', 'defer', []],
    ],
    [
      'critical safety and a public exploit of what only builds the device',
      { exploit: true, scope: 'build' as const },
      { safetyImpact: declared('critical' as const) },
      ['scheduled', 'scheduled', []],
    ],
    [
      'total impact and PHI of what only tests it',
      { cvss: [RCE], scope: 'test' as const },
      { dataClasses: declared(['phi'] as const) },
      ['defer', 'defer', []],
    ],
    [
      'everything at once stops at the top and names what moved it',
      { cvss: [RCE], kev: KEV },
      {
        ...open,
        dataClasses: declared(['phi'] as const),
        safetyImpact: declared('catastrophic' as const),
      },
      ['immediate', 'immediate', []],
    ],
  ])('%s', (_, of, on, expected) => {
    expect(overlay(of, on)).toEqual(expected);
  });

  test.each<[Scope, boolean]>([
    ['production', true],
    ['optional', true],
    ['development', false],
    ['test', false],
    ['build', false],
  ])('scope %s takes part in running the system: %s', (scope, runs) => {
    const [, outcome] = overlay({ scope }, open);
    expect(outcome).toBe(runs ? 'scheduled' : 'defer');
  });
});

describe('due dates', () => {
  const due = (
    of: Partial<Subject>,
    on: Partial<System['facts']>,
    profiles: readonly 'cisa'[] = [],
  ): (number | null | string)[] => {
    const { dueDays, dueDate } = decide(subject(of), system(on), { ...options, profiles });
    return [dueDays, dueDate];
  };
  const exposed = { exposure: declared('open' as const), publiclyExposed: declared(true) };
  const phi = { dataClasses: declared(['phi'] as const) };

  test.each([
    ['exploited, exposed, automatable', { kev: KEV, cvss: [LEAK] }, exposed, [7, '2026-01-08']],
    ['exploited, exposed, neither automatable nor total', { kev: KEV }, exposed, [90, '2026-04-01']],
    ['exploited and automatable, not exposed', { kev: KEV, cvss: [LEAK] }, {}, [90, '2026-04-01']],
    ['exposed and automatable, not exploited', { cvss: [LEAK] }, exposed, [90, '2026-04-01']],
    ['the same with internal PHI', { kev: KEV, cvss: [LEAK] }, { ...exposed, ...phi }, [3, '2026-01-04']],
    [
      'a public exploit, internal PHI',
      { exploit: true, cvss: [LEAK] },
      { ...phi, exposure: declared('controlled' as const) },
      [60, '2026-03-02'],
    ],
    ['nothing urgent, no PHI', {}, {}, [null, null]],
    ['nothing urgent, internal PHI', {}, phi, [180, '2026-06-30']],
    ['nothing urgent, PHI exposed', {}, { ...phi, publiclyExposed: declared(true) }, [120, '2026-05-01']],
    ['nothing urgent, patient-facing', {}, { patientFacing: declared(true) }, [120, '2026-05-01']],
  ])('%s', (_, of, on, expected) => {
    expect(due(of, on)).toEqual(expected);
  });

  test('the directive of CISA sets a date where the table has none, and never a later one', () => {
    expect(due({ kev: KEV }, {}, ['cisa'])).toEqual([14, '2026-01-15']);
    expect(due({ kev: KEV, cvss: [LEAK] }, { ...exposed, ...phi }, ['cisa'])).toEqual([3, '2026-01-04']);
    expect(due({}, {}, ['cisa'])).toEqual(due({}, {}));
  });
});

describe('a check is judged by the severity of its rule', () => {
  test.each([
    ['critical', 'immediate'],
    ['high', 'out-of-cycle'],
    ['unknown', 'out-of-cycle'],
    ['medium', 'scheduled'],
    ['low', 'defer'],
  ] as const)('%s: %s', (severity, outcome) => {
    const worst = system({
      patientFacing: declared(true),
      exposure: declared('open'),
      publiclyExposed: declared(true),
      dataClasses: declared(['phi']),
      safetyImpact: declared('catastrophic'),
    });
    const decision = decide(subject({ kind: 'check', severity, cvss: [], exploit: true }), worst, options);
    expect([decision.tree, decision.outcome, decision.overlay]).toEqual([outcome, outcome, []]);
    expect(decision.why).toMatch(
      new RegExp(`^${severity} by its rule, open exposure, PHI, patient-facing → `),
    );
  });
});

describe('configuration of a system that is declared open with PHI', () => {
  const facts = { exposure: declared('open' as const), dataClasses: declared(['phi' as const]) };
  const outcome = (severity: Subject['severity'], over: Partial<System['facts']> = {}): string =>
    decide(
      subject({ kind: 'check', isConfiguration: true, severity }),
      system({ ...facts, ...over }),
      options,
    ).outcome;

  test.each([
    ['high', 'immediate'],
    ['medium', 'out-of-cycle'],
    ['low', 'defer'],
  ] as const)('%s: %s', (severity, expected) => {
    expect(outcome(severity)).toBe(expected);
  });

  test('is not raised by what is assumed, nor inside', () => {
    const assumed = { value: 'open', origin: 'default', source: '' } as const;
    expect(outcome('medium', { exposure: assumed })).toBe('scheduled');
    expect(outcome('medium', { exposure: declared('controlled') })).toBe('scheduled');
    expect(outcome('medium', { dataClasses: declared(['pii']) })).toBe('scheduled');
    expect(outcome('medium', { dataClasses: { value: ['phi'], origin: 'default', source: '' } })).toBe(
      'scheduled',
    );
  });
});

describe('every input, with its origin and source', () => {
  test('of a component that runs', () => {
    const on = system({
      patientFacing: declared(true, 'a'),
      exposure: declared('open', 'b'),
      publiclyExposed: declared(true, 'c'),
      dataClasses: declared(['phi', 'pii'], 'd'),
      safetyImpact: declared('marginal', 'e'),
      missionImpact: declared('mef-failure', 'f'),
    });
    const epss = { score: 0.12345, percentile: 0.9 };
    expect(inputsOf(subject({ kev: KEV, epss, cvss: [RCE] }), on)).toEqual([
      ['exploitation', 'active', 'observed', 'KEV 2021-12-10'],
      ['automatable', 'yes', 'derived', RCE.vector],
      ['technical impact', 'total', 'derived', RCE.vector],
      ['KEV', 'yes', 'observed', '2021-12-10'],
      ['EPSS', '0.123', 'observed', 'FIRST EPSS'],
      ['reachable', 'unknown', 'default', ''],
      ['scope', 'production', 'observed', 'lockfile'],
      ['exposure', 'open', 'declared', 'b'],
      ['publicly exposed', 'yes', 'declared', 'c'],
      ['data', 'phi, pii', 'declared', 'd'],
      ['patient-facing', 'yes', 'declared', 'a'],
      ['safety impact', 'marginal', 'declared', 'e'],
      ['mission impact', 'mef-failure', 'declared', 'f'],
      ['human impact', expect.any(String), 'derived', 'safety × mission'],
    ]);
  });

  test('of a component that only tests, where KEV was not available', () => {
    const on = system({
      exposure: declared('open'),
      publiclyExposed: declared(true),
      dataClasses: declared([]),
    });
    expect(inputsOf(subject({ scope: 'test', exploitationKnown: false }), on)).toEqual([
      ['exploitation', 'none', 'default', ''],
      ['automatable', 'no', 'derived', XSS.vector],
      ['technical impact', 'partial', 'derived', XSS.vector],
      ['KEV', 'no', 'default', ''],
      ['reachable', 'unknown', 'default', ''],
      ['scope', 'test', 'observed', 'lockfile'],
      ['exposure', 'small', 'derived', 'scope test'],
      ['publicly exposed', 'no', 'derived', 'scope test'],
      ['data', 'none', 'declared', 'theriac.yaml:2'],
      ['patient-facing', 'no', 'declared', 'theriac.yaml:2'],
      ['safety impact', 'negligible', 'declared', 'theriac.yaml:2'],
      ['mission impact', 'degraded', 'declared', 'theriac.yaml:2'],
      ['human impact', expect.any(String), 'derived', 'safety × mission'],
    ]);
  });
});

describe('the sentence', () => {
  const phi = { dataClasses: declared(['phi'] as const) };
  const guessed = <T>(value: T): Sourced<T> => ({ value, origin: 'default', source: '' });

  test.each([
    [{}, {}, 'no known exploitation, partial impact, small exposure → defer, due with the next upgrade'],
    [
      { exploitationKnown: false },
      {},
      'exploitation unknown, partial impact, small exposure → defer, due with the next upgrade',
    ],
    [
      { exploit: true, cvss: [RCE] },
      phi,
      'an exploit is public, can be automated, total impact, small exposure, PHI → out-of-cycle, due 2026-01-31',
    ],
    [
      { kev: KEV, exploit: true },
      { patientFacing: declared(true) },
      'exploited in the wild (KEV 2021-12-10), partial impact, small exposure, patient-facing → scheduled, due 2026-02-15',
    ],
    [
      { cvss: [], severity: 'high' as const },
      { exposure: guessed('open' as const), dataClasses: guessed(['phi'] as const) },
      'no known exploitation, partial impact (assumed), open exposure (assumed), PHI (assumed) → defer, due 2026-06-30',
    ],
    [
      { kind: 'lifecycle' as const, cvss: [RCE] },
      {},
      'no longer maintained, small exposure → defer, due with the next upgrade',
    ],
    [
      { kind: 'malicious' as const, scope: 'build' as const },
      phi,
      'the package is malicious, only in build → immediate, due 2026-01-16',
    ],
  ])('%#', (of, on, why) => {
    expect(decide(subject(of), system(on), options).why).toBe(why);
  });
});
