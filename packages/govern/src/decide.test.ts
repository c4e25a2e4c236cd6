import type { Scope, Sourced, System } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { systemsOf } from './config.ts';
import { decide, type Subject } from './decide.ts';

const RCE = { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 } as const;
const XSS = { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', score: 6.1 } as const;
const KEV = {
  cve: 'CVE-2021-44228',
  dateAdded: '2021-12-10',
  dueDate: '2021-12-24',
  ransomware: true,
} as const;

const subject = (over: Partial<Subject> = {}): Subject => ({
  kind: 'vulnerability',
  severity: 'critical',
  cvss: [RCE],
  exploit: false,
  exploitationKnown: true,
  scope: 'production',
  ...over,
});

const declared = <T>(value: T): Sourced<T> => ({ value, origin: 'declared', source: 'theriac.yaml:2' });

const system = (over: Partial<System['facts']> = {}): System => ({
  name: 'portal',
  type: 'patient-portal',
  owner: null,
  paths: [''],
  distribution: [],
  facts: {
    patientFacing: declared(false),
    exposure: declared('controlled' as const),
    publiclyExposed: declared(false),
    dataClasses: declared(['none'] as const),
    safetyImpact: declared('negligible' as const),
    missionImpact: declared('degraded' as const),
    ...over,
  },
});

const options = { detected: '2026-01-01', profiles: [] } as const;

describe('the tree alone', () => {
  test('an unexploited flaw in an internal system without patient data is scheduled or deferred', () => {
    expect(decide(subject(), system(), options)).toMatchObject({
      outcome: 'scheduled',
      tree: 'scheduled',
      overlay: [],
      dueDays: 90,
      dueDate: '2026-04-01',
    });
    expect(decide(subject({ cvss: [XSS], severity: 'medium' }), system(), options)).toMatchObject({
      outcome: 'defer',
      dueDays: null,
      dueDate: null,
    });
  });

  test('exploitation in the wild makes it out-of-cycle', () => {
    expect(decide(subject({ kev: KEV }), system(), options)).toMatchObject({
      tree: 'out-of-cycle',
      outcome: 'out-of-cycle',
      dueDays: 30,
    });
  });
});

describe('the health overlay', () => {
  test('total impact on a system with PHI goes one level up', () => {
    const decision = decide(subject(), system({ dataClasses: declared(['phi']) }), options);
    expect(decision).toMatchObject({ tree: 'scheduled', outcome: 'out-of-cycle', dueDays: 30 });
    expect(decision.overlay).toEqual(['total impact on a system with PHI: one level up']);
  });

  test('patient-facing and open goes one level up, and is due sooner', () => {
    const facts = {
      patientFacing: declared(true),
      exposure: declared('open' as const),
      publiclyExposed: declared(true),
    };
    expect(decide(subject({ cvss: [XSS] }), system(facts), options)).toMatchObject({
      tree: 'defer',
      outcome: 'scheduled',
      dueDays: 45,
    });
  });

  test('a device that can kill and a public exploit go two levels up', () => {
    const facts = { safetyImpact: declared('critical' as const) };
    expect(decide(subject({ cvss: [XSS], exploit: true }), system(facts), options)).toMatchObject({
      tree: 'scheduled',
      outcome: 'immediate',
    });
  });

  test('what only builds or tests the system does not hold its data', () => {
    for (const scope of ['development', 'test', 'build'] satisfies Scope[]) {
      const decision = decide(
        subject({ scope }),
        system({ dataClasses: declared(['phi']), patientFacing: declared(true), exposure: declared('open') }),
        options,
      );
      expect(decision.overlay).toEqual([]);
      expect(decision.why).toContain(`only in ${scope}`);
    }
  });

  test('a malicious package is immediate wherever it appears', () => {
    expect(
      decide(subject({ kind: 'malicious', cvss: [], scope: 'development' }), system(), options).outcome,
    ).toBe('immediate');
  });
});

describe('due dates', () => {
  test('exploited, exposed and automatable: three days, whatever the tree says', () => {
    const facts = {
      exposure: declared('open' as const),
      publiclyExposed: declared(true),
      patientFacing: declared(true),
    };
    expect(decide(subject({ kev: KEV }), system(facts), options)).toMatchObject({
      dueDays: 3,
      dueDate: '2026-01-04',
    });
  });

  test('the CISA profile never allows more than BOD 26-04', () => {
    const internal = decide(subject({ kev: KEV, cvss: [XSS] }), system(), { ...options, profiles: ['cisa'] });
    expect(internal).toMatchObject({
      bod: {
        kev: true,
        exposed: false,
        automatable: false,
        technicalImpact: 'partial',
        days: 14,
        forensics: false,
      },
      dueDays: 14,
    });
    expect(decide(subject({ kev: KEV, cvss: [XSS] }), system(), options).dueDays).toBe(90);
  });
});

test('every input is shown with its origin, and defaults are called defaults', () => {
  const [assumed] = systemsOf([], 'app');
  if (assumed === undefined) throw new Error('there is always a system');
  const { inputs, why } = decide(subject(), assumed, options);
  expect(inputs.map((i) => i.name)).toEqual([
    'exploitation',
    'automatable',
    'technical impact',
    'KEV',
    'reachable',
    'scope',
    'exposure',
    'publicly exposed',
    'data',
    'patient-facing',
    'safety impact',
    'mission impact',
    'human impact',
  ]);
  expect(inputs.find((i) => i.name === 'reachable')).toEqual({
    name: 'reachable',
    value: 'unknown',
    origin: 'default',
    source: '',
  });
  expect(inputs.find((i) => i.name === 'exposure')).toMatchObject({ value: 'open', origin: 'default' });
  expect(why).toContain('open exposure (assumed), PHI (assumed), patient-facing (assumed)');
});

test('without any CVSS vector the worse reading is taken, and called assumed', () => {
  const { why } = decide(
    subject({ cvss: [], severity: 'unknown' }),
    system({ dataClasses: declared(['phi']) }),
    options,
  );
  expect(why).toContain('total impact (assumed)');
});
