import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about the names of packages. */
export const NAME_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  TYPOSQUAT: {
    title: 'Package name imitates a well-known package',
    severity: 'high',
    cwe: ['CWE-1357', 'CWE-506'],
    rationale:
      'A name one slip away from a well-known one is how most malicious packages are installed. This name is not among the widely used ones, and the one that it resembles is.',
    remediation:
      'Check that this very package is meant; if not, remove it, rotate what its install could read, and use the well-known one.',
  },
  'LOOKALIKE-NAME': {
    title: 'Package name is close to that of a well-known package',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'The name resembles a widely used one in a way that both honest packages and imitations do. A look at the package decides.',
    remediation: 'Check that this very package is meant; if it is, list it under supplyChain.trustedNames.',
  },
  'DEPENDENCY-CONFUSION': {
    title: 'Private name is resolved from a public registry',
    severity: 'high',
    cwe: ['CWE-427', 'CWE-829'],
    rationale:
      'The configuration says that the name is private, but the lockfile takes it from the public registry. Whoever registers the name there decides what is installed.',
    remediation:
      'Bind the scope or name to the private registry, reserve it at the public one, and install anew.',
  },
  'UNBOUND-INTERNAL-NAME': {
    title: 'Package of this repository is asked of a registry by name',
    severity: 'medium',
    cwe: ['CWE-427'],
    rationale:
      'A package of the repository is named by a version range that a registry answers, so another package of that name can take its place.',
    remediation: 'Ask for it through the workspace (workspace:*), a path, or a scope that you own.',
  },
  'MIXED-INDEXES': {
    title: 'Two package indexes answer for the same names',
    severity: 'medium',
    cwe: ['CWE-427'],
    rationale:
      'With an extra index the installer takes the highest version from any of them, so that a package of a private name in the public index wins with a high version number.',
    remediation: 'Use one index that mirrors the public one, or bind each private package to its index.',
  },
} as const);
