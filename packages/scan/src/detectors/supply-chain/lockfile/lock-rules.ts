import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about lockfiles. */
export const LOCK_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'LOCK-URL-MISMATCH': {
    title: 'Lockfile entry resolves to a different package',
    severity: 'high',
    cwe: ['CWE-494', 'CWE-345'],
    rationale:
      'The resolved address names a different package or version than the entry. Installers use the address, reviewers read the entry: this is how a lockfile is poisoned in a pull request.',
    remediation: 'Restore the lockfile from a trusted revision and reinstall; find out who changed it.',
  },
  'LOCK-CONFLICTING-HASH': {
    title: 'Conflicting hashes for one package version',
    severity: 'high',
    cwe: ['CWE-345', 'CWE-354'],
    rationale:
      'Two lockfiles of the repository pin the same version of a package to different contents. Registries do not change a published version: one of them was tampered with or comes from elsewhere.',
    remediation:
      'Compare both with the registry, restore the right one and find out where the other came from.',
  },
  'LOCK-FOREIGN-HOST': {
    title: 'Package is resolved from an unexpected host',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale:
      'The other packages come from the configured registry; this one comes from another host, whose owner controls what is installed.',
    remediation:
      'Install it from the registry of the project, or list the host under supplyChain.allowedHosts.',
  },
  'LOCK-CLEARTEXT': {
    title: 'Package is fetched without TLS',
    severity: 'medium',
    cwe: ['CWE-319', 'CWE-494'],
    rationale:
      'An attacker on the network path can read and replace it; without a hash in the lockfile this goes unnoticed.',
    remediation: 'Use https in the configuration of the registry and reinstall.',
  },
  'LOCK-NO-HASH': {
    title: 'Lockfile entry has no integrity hash',
    severity: 'medium',
    cwe: ['CWE-354', 'CWE-494'],
    rationale:
      'Without a hash the installer accepts whatever the registry or a mirror serves for that version.',
    remediation: 'Delete the entry and reinstall, so that the package manager writes its hash.',
  },
  'LOCK-WEAK-HASH': {
    title: 'Weak integrity hash (MD5 or SHA-1)',
    severity: 'low',
    cwe: ['CWE-328'],
    rationale:
      'Collisions are practical for both: two files with the same hash, one harmless and one malicious.',
    remediation: 'Regenerate the lockfile with a current release of the package manager.',
  },
  'LOCK-GIT-UNPINNED': {
    title: 'Git dependency is not pinned to a commit',
    severity: 'medium',
    cwe: ['CWE-829', 'CWE-494'],
    rationale: 'A branch or tag can be moved: the same lockfile then installs different code.',
    remediation: 'Pin the full commit SHA.',
  },
  'LOCK-ARCHIVE': {
    title: 'Archive dependency without an integrity hash',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale: 'No registry prevents it from changing, and no hash detects a change.',
    remediation: 'Publish it to a registry, or pin it by hash.',
  },
  'LOCK-OUT-OF-DATE': {
    title: 'Lockfile is out of date',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale:
      'The manifest has changed since the lockfile was written: the package manager resolves versions again, or fails in CI.',
    remediation: 'Regenerate the lockfile and commit it together with the manifest.',
  },
  'INSTALL-SCRIPT': {
    title: 'Package has an install script',
    severity: 'medium',
    cwe: ['CWE-829'],
    rationale:
      'An install script runs with the permissions of the user who installs, before any of your code: it is the usual first step of a malicious release. This package is not among those whose script was reviewed.',
    remediation:
      'Read the script; then forbid scripts and allow this one by name, or list it under supplyChain.allowScripts.',
  },
  'INSTALL-SCRIPT-KNOWN': {
    title: 'Install scripts are not restricted',
    severity: 'low',
    cwe: ['CWE-829'],
    rationale:
      'The install scripts of these packages build native code or place a binary. But while every package may run a script, the next malicious release of any of them can, too.',
    remediation:
      'Set ignore-scripts=true and allow these by name (allowScripts, pnpm onlyBuiltDependencies, Bun trustedDependencies).',
  },
} as const);
