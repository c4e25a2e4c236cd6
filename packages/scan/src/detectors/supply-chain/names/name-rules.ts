import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about the names of packages. */
export const NAME_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  TYPOSQUAT: {
    title: 'Possible typosquat of a well-known package',
    severity: 'high',
    cwe: ['CWE-1357', 'CWE-506'],
    rationale:
      'Most malicious packages are installed through a name one typing error away from a well-known one. This name is not widely used, and the name that it resembles is.',
    remediation:
      'Check that this is the intended package; if not, remove it, rotate every secret that its install could read, and use the well-known package.',
  },
  'LOOKALIKE-NAME': {
    title: 'Package name resembles a well-known package',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'The name resembles a widely used one in a way that both legitimate packages and imitations do. Inspect the package to decide.',
    remediation: 'Check that this is the intended package; if it is, list it under supplyChain.trustedNames.',
  },
  'DEPENDENCY-CONFUSION': {
    title: 'Private name is resolved from a public registry',
    severity: 'high',
    cwe: ['CWE-427', 'CWE-829'],
    rationale:
      'The configuration declares the name as private, but the lockfile resolves it from the public registry, where anyone who registers the name controls what is installed.',
    remediation:
      'Bind the scope or name to the private registry, reserve it at the public one, and reinstall.',
  },
  'UNBOUND-INTERNAL-NAME': {
    title: 'Workspace package is resolved from a registry',
    severity: 'medium',
    cwe: ['CWE-427'],
    rationale:
      'A package of this repository is requested by a version range that a registry resolves, so another package of that name can replace it.',
    remediation: 'Request it through the workspace (workspace:*), a path, or a scope that you own.',
  },
  'MIXED-INDEXES': {
    title: 'Several package indexes serve the same names',
    severity: 'medium',
    cwe: ['CWE-427'],
    rationale:
      'With an extra index the installer takes the highest version from any of them, so a public package with a private name wins by a high version number (dependency confusion).',
    remediation: 'Use one index that mirrors the public one, or bind each private package to its index.',
  },
} as const);
