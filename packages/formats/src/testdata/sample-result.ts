/** A realistic result, small enough to reason about, with names that attack every format. */
import type { Component, Decision, Finding, Outcome, Rule, ScanResult } from '@theriac/core';

/** Controls, ANSI, markup, Markdown, bidirectional override, a lone surrogate. */
export const HOSTILE =
  '</script><img src=x onerror=alert(1)> | `x` ]]> --> \u001b[31mred\u0000\u202Egnp.exe \ud800 [a](javascript:b) @octocat {0} "q" \'s\' & \u2028';

const FINGERPRINT = (n: number): string => String(n).padStart(32, 'a');

interface Part {
  readonly name: string;
  readonly version: string | null;
  readonly over?: Partial<Component>;
}

function component(root: string, path: string, line: number, part: Part): Component {
  const version = part.version === null ? '' : `@${part.version}`;
  return {
    id: `${root}#${part.name}${version}`,
    root,
    purl: `pkg:npm/${encodeURIComponent(part.name.toWellFormed()).replace('%2F', '/')}${version}`,
    ecosystem: 'npm',
    name: part.name,
    version: part.version,
    scope: 'production',
    direct: true,
    location: { path, line },
    dependsOn: [],
    ...part.over,
  };
}

function decision(outcome: Outcome, dueDate: string | null): Decision {
  return {
    outcome,
    tree: outcome,
    overlay: outcome === 'immediate' ? ['malicious package: always immediate'] : [],
    bod: { kev: true, exposed: true, automatable: false, technicalImpact: 'total', days: 3, forensics: outcome === 'immediate' },
    dueDays: dueDate === null ? null : 15,
    dueDate,
    why: `${outcome}: exploited in the wild, open to the internet, patient data within reach`,
    inputs: [
      { name: 'exploitation', value: 'active', origin: 'observed', source: 'KEV 2025-08-25' },
      { name: 'exposure', value: 'open', origin: 'default', source: '' },
      { name: 'data', value: 'phi', origin: 'declared', source: 'theriac.yaml:4' },
    ],
  };
}

const RULES: readonly Rule[] = [
  {
    id: 'GHSA-35jh-r3h4-6jhm',
    kind: 'vulnerability',
    title: 'Command injection in lodash',
    severity: 'high',
    cwe: ['CWE-77', 'CWE-94'],
    aliases: ['CVE-2021-23337'],
    cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', score: 7.2 }],
    kev: { cve: 'CVE-2021-23337', dateAdded: '2025-08-25', dueDate: '2025-09-15', ransomware: false },
    epss: { score: 0.62, percentile: 0.98 },
    published: '2021-05-06T16:05:51Z',
    modified: '2024-02-01T00:00:00Z',
    url: 'https://advisories.example/GHSA-35jh-r3h4-6jhm',
    rationale: '`lodash` before 4.17.21 is vulnerable.\n\n* via **template**',
    references: [{ type: 'WEB', url: 'javascript:alert(1)' }],
  },
  {
    id: 'MAL-2025-1',
    kind: 'malware',
    title: HOSTILE,
    severity: 'critical',
    cwe: ['CWE-506'],
    aliases: [],
    cvss: [],
    url: 'javascript:alert(1)',
    rationale: HOSTILE,
    remediation: HOSTILE,
  },
  {
    id: 'GHSA-c2qf-rxjj-qqgw',
    kind: 'vulnerability',
    title: 'semver vulnerable to Regular Expression Denial of Service',
    severity: 'medium',
    cwe: ['CWE-1333'],
    aliases: ['CVE-2022-25883'],
    cvss: [{ version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L', score: 5.3 }],
    url: 'https://advisories.example/GHSA-c2qf-rxjj-qqgw',
  },
];

function finding(
  n: number,
  rule: Rule,
  subject: Component,
  decided: Decision,
  over: Partial<Finding> = {},
): Finding {
  return {
    fingerprint: FINGERPRINT(n),
    kind: rule.kind,
    rule: rule.id,
    subject: {
      kind: 'component',
      label: `${subject.name} ${subject.version}`,
      component: subject.id,
      components: [subject.id],
      purl: subject.purl,
      root: subject.root,
      system: 'Patient portal',
    },
    locations: [subject.location],
    severity: rule.severity,
    evidence: [{ record: rule.id, source: 'osv/npm', range: '>=0 <4.17.21', fixedIn: '4.17.21' }],
    trace: [
      { kind: 'file', label: subject.location.path, location: subject.location },
      { kind: 'package', label: subject.name, purl: subject.purl, location: subject.location },
      { kind: 'system', label: 'Patient portal' },
      { kind: 'data', label: 'phi' },
    ],
    decision: decided,
    status: { state: 'open' },
    remediation: { kind: 'none', text: '' },
    firstSeen: '2026-11-22',
    notes: [],
    ...over,
  };
}

/**
 * Two roots, seven components (lodash under both), three findings of which one is excepted and one is malware,
 * two fixes, one known unknown that loses components.
 */
export function sampleResult(over: Partial<ScanResult> = {}): ScanResult {
  const [app, tools] = ['npm/package-lock:package-lock.json', 'npm/package-lock:tools/package-lock.json'];
  const lodash = component(app, 'package-lock.json', 12, {
    name: 'lodash',
    version: '4.17.20',
    over: {
      direct: false,
      hashes: [{ algorithm: 'sha512', hex: 'ab'.repeat(64) }],
      licence: 'MIT',
      origin: { kind: 'registry' },
    },
  });
  const evil = component(app, 'package-lock.json', 40, {
    name: HOSTILE,
    version: '1.0.0',
    over: { licence: HOSTILE, installScript: true },
  });
  const semver = component(tools, 'tools/package-lock.json', 7, {
    name: 'semver',
    version: '7.3.8',
    over: { scope: 'development', licence: 'ISC' },
  });
  const components: Component[] = [
    evil,
    component(app, 'package-lock.json', 30, {
      name: '@portal/forms',
      version: '2.1.0',
      over: { dependsOn: [lodash.id], licence: '(MIT OR Apache-2.0)', requested: '^2.0.0' },
    }),
    component(app, 'package-lock.json', 55, {
      name: '@portal/ui',
      version: '0.0.0',
      over: { firstParty: true, origin: { kind: 'workspace', path: 'packages/ui' } },
    }),
    component(app, 'package-lock.json', 60, {
      name: 'left-pad',
      version: null,
      over: { requested: '*', origin: { kind: 'git', url: 'https://git.example/left-pad.git', commit: 'abc123' } },
    }),
    lodash,
    component(tools, 'tools/package-lock.json', 3, {
      name: 'lodash',
      version: '4.17.20',
      over: { scope: 'development', licence: 'MIT' },
    }),
    semver,
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const [injection, malware, redos] = RULES as readonly [Rule, Rule, Rule];
  const findings = [
    finding(1, malware, evil, decision('immediate', '2026-11-25')),
    finding(2, injection, lodash, decision('out-of-cycle', '2026-12-07'), {
      remediation: { kind: 'upgrade', fix: `${app}#lodash#upgrade` },
      notes: ['exception EX-0 expired on 2026-01-01'],
    }),
    finding(3, redos, semver, decision('defer', null), {
      status: { state: 'excepted', exception: 'EX-1', expires: '2027-01-01' },
    }),
  ];
  return {
    schemaVersion: '2.2',
    tool: { name: 'theriac', version: '0.1.0' },
    asOf: '2026-11-22',
    target: { kind: 'directory', name: 'portal' },
    systems: [
      {
        name: 'Patient portal',
        type: 'patient-portal',
        owner: 'portal team',
        paths: [''],
        distribution: ['saas'],
        facts: {
          patientFacing: { value: true, origin: 'declared', source: 'theriac.yaml:3' },
          exposure: { value: 'open', origin: 'default', source: '' },
          publiclyExposed: { value: true, origin: 'derived', source: 'exposure' },
          dataClasses: { value: ['phi'], origin: 'declared', source: 'theriac.yaml:4' },
          safetyImpact: { value: 'marginal', origin: 'default', source: '' },
          missionImpact: { value: 'mef-support-crippled', origin: 'default', source: '' },
        },
      },
    ],
    inventory: {
      roots: [
        {
          id: app,
          path: 'package-lock.json',
          extractor: 'npm/package-lock',
          ecosystem: 'npm',
          name: 'portal',
          version: '3.2.0',
        },
        { id: tools, path: 'tools/package-lock.json', extractor: 'npm/package-lock', ecosystem: 'npm' },
      ],
      components,
      unknowns: [
        {
          reason: 'unparseable',
          message: `not valid JSON ${HOSTILE}`,
          location: { path: 'services/api/package-lock.json', line: 3 },
          losesComponents: true,
        },
      ],
      skipped: [{ path: 'node_modules', reason: 'installed-packages' }],
    },
    indexes: [
      {
        ecosystem: 'npm',
        source: 'index',
        records: 20000,
        builtAt: '2026-11-20T00:00:00Z',
        feeds: [{ name: 'osv/npm', sha256: 'cd'.repeat(32), newest: '2026-11-19T10:00:00Z', records: 20000 }],
      },
    ],
    coverage: [
      {
        area: 'inventory',
        state: 'partial',
        reasons: [`services/api/package-lock.json: not valid JSON ${HOSTILE}`],
      },
      { area: 'vulnerabilities', state: 'complete', reasons: [] },
      { area: 'malware', state: 'complete', reasons: [] },
      { area: 'exploitation', state: 'complete', reasons: [] },
      { area: 'lifecycle', state: 'skipped', reasons: ['nothing of this kind was found'] },
      { area: 'images', state: 'skipped', reasons: ['nothing of this kind was found'] },
      { area: 'pipeline', state: 'skipped', reasons: ['nothing of this kind was found'] },
    ],
    rules: [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findings,
    fixes: [
      {
        id: `${app}#evil#remove`,
        kind: 'remove',
        root: app,
        package: HOSTILE,
        purl: evil.purl,
        from: '1.0.0',
        to: null,
        distance: 'unknown',
        action: `Remove ${HOSTILE} 1.0.0`,
        steps: [],
        caveats: [],
        clears: [FINGERPRINT(1)],
      },
      {
        id: `${app}#lodash#upgrade`,
        kind: 'override',
        root: app,
        package: 'lodash',
        purl: lodash.purl,
        from: '4.17.20',
        to: '4.17.21',
        distance: 'patch',
        action: 'Override lodash 4.17.20 → 4.17.21 (via @portal/forms)',
        steps: [{ kind: 'edit', text: '{"overrides":{"lodash":"4.17.21"}}', file: 'package.json' }],
        caveats: ['Raising @portal/forms may bring the fix as well.'],
        clears: [FINGERPRINT(2)],
      },
    ],
    warnings: ['theriac.yaml:9: exception EX-0 expired on 2026-01-01'],
    gate: {
      state: 'failed',
      exitCode: 1,
      failing: [FINGERPRINT(1), FINGERPRINT(2)],
      gaps: ['inventory'],
      reasons: ['2 findings, decided out-of-cycle or sooner'],
      policy: {
        failOn: 'out-of-cycle',
        require: ['inventory', 'vulnerabilities', 'malware'],
        onlyNew: false,
        hash: 'ef'.repeat(32),
      },
    },
    ...over,
  };
}

/** A result in which everything is in order. */
export function cleanResult(): ScanResult {
  const sample = sampleResult();
  return {
    ...sample,
    inventory: { ...sample.inventory, unknowns: [] },
    coverage: sample.coverage.map((c) => ({ ...c, state: 'complete', reasons: [] })),
    rules: [],
    findings: [],
    fixes: [],
    warnings: [],
    gate: { ...sample.gate, state: 'passed', exitCode: 0, failing: [], gaps: [], reasons: [] },
  };
}

/** Many components and findings: what a large repository yields. */
export function largeResult(components: number, findings: number): ScanResult {
  const sample = sampleResult();
  const root = sample.inventory.roots[0]?.id ?? '';
  const many = Array.from({ length: components }, (_, n) =>
    component(root, 'package-lock.json', n + 1, {
      name: `package-${String(n).padStart(6, '0')}`,
      version: `1.0.${n % 50}`,
    }),
  );
  const outcomes = ['immediate', 'out-of-cycle', 'scheduled', 'defer'] as const;
  const found = many.slice(0, findings).flatMap((c, n) => {
    const rule = RULES[n % 2 === 0 ? 0 : 2];
    const outcome = outcomes[n % 4] ?? 'defer';
    const due = outcome === 'defer' ? null : `2026-12-${String(1 + (n % 28)).padStart(2, '0')}`;
    return rule === undefined ? [] : [finding(n + 100, rule, c, decision(outcome, due))];
  });
  return {
    ...sample,
    inventory: { ...sample.inventory, components: many },
    findings: found,
    fixes: found.map((f, n) => ({
      id: `${root}#package-${n}#upgrade`,
      kind: 'upgrade-direct',
      root,
      package: `package-${String(n).padStart(6, '0')}`,
      ...(f.subject.purl === undefined ? {} : { purl: f.subject.purl }),
      from: '1.0.0',
      to: '1.0.99',
      distance: 'patch',
      action: `Upgrade package-${n} 1.0.0 → 1.0.99`,
      steps: [{ kind: 'command', command: `npm install package-${n}@1.0.99`, folder: '' }],
      caveats: [],
      clears: [f.fingerprint],
    })),
    gate: { ...sample.gate, failing: found.slice(0, 10).map((f) => f.fingerprint) },
  };
}
