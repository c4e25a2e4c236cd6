import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about lockfiles. */
export const LOCK_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'LOCK-URL-MISMATCH': {
    title: 'Lockfile takes a package from the address of another one',
    severity: 'high',
    cwe: ['CWE-494', 'CWE-345'],
    rationale:
      'The address names another package or version than the entry. Installers believe the address, reviewers the entry: this is how a lockfile is poisoned in a pull request.',
    remediation: 'Restore the lockfile from a trusted revision and install anew; find out who changed it.',
  },
  'LOCK-CONFLICTING-HASH': {
    title: 'One package version has two different hashes',
    severity: 'high',
    cwe: ['CWE-345', 'CWE-354'],
    rationale:
      'Two lockfiles of the repository pin the same version of a package to different contents. Registries do not change a published version: one of them was tampered with or comes from elsewhere.',
    remediation:
      'Compare both with the registry, restore the right one and find out where the other came from.',
  },
  'LOCK-FOREIGN-HOST': {
    title: 'Package comes from a host that is not the registry of the project',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale:
      'The other packages come from the configured registry; this one from another host, whose owner decides what is installed.',
    remediation:
      'Install it from the registry of the project, or list the host under supplyChain.allowedHosts.',
  },
  'LOCK-CLEARTEXT': {
    title: 'Package is fetched without TLS',
    severity: 'medium',
    cwe: ['CWE-319', 'CWE-494'],
    rationale: 'Whoever is on the way can read and replace it; without a hash in the lockfile, unnoticed.',
    remediation: 'Use https in the configuration of the registry and install anew.',
  },
  'LOCK-NO-HASH': {
    title: 'Lockfile has no hash for a package',
    severity: 'medium',
    cwe: ['CWE-354', 'CWE-494'],
    rationale:
      'Without a hash the installer takes whatever the registry or a mirror serves under that version.',
    remediation: 'Delete the entry and install anew, so that the package manager writes its hash.',
  },
  'LOCK-WEAK-HASH': {
    title: 'Lockfile pins packages by MD5 or SHA-1 only',
    severity: 'low',
    cwe: ['CWE-328'],
    rationale: 'Collisions of both can be made: two files with the same hash, one harmless and one not.',
    remediation: 'Write the lockfile anew with a current release of the package manager.',
  },
  'LOCK-GIT-UNPINNED': {
    title: 'Git dependency is not pinned to a commit',
    severity: 'medium',
    cwe: ['CWE-829', 'CWE-494'],
    rationale: 'A branch or tag can move: tomorrow the same lockfile installs other code.',
    remediation: 'Name the full commit.',
  },
  'LOCK-ARCHIVE': {
    title: 'Package is an archive from outside any registry, without a hash',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale: 'No registry keeps it from changing and no hash tells when it does.',
    remediation: 'Publish it to a registry, or pin it by hash.',
  },
  'LOCK-OUT-OF-DATE': {
    title: 'Manifest and lockfile disagree',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale:
      'What is installed is not what was locked and reviewed: the package manager resolves anew, or fails in CI.',
    remediation: 'Install anew and commit the lockfile together with the manifest.',
  },
  'INSTALL-SCRIPT': {
    title: 'Package runs a script when it is installed',
    severity: 'medium',
    cwe: ['CWE-829'],
    rationale:
      'A script at install runs with the rights of whoever installs, before any of your code: it is the usual first step of a malicious release. This package is not among those whose script was reviewed.',
    remediation:
      'Read the script; then forbid scripts and allow this one by name, or list it under supplyChain.allowScripts.',
  },
  'INSTALL-SCRIPT-KNOWN': {
    title: 'Packages with a known script at install, and nothing limits which may run one',
    severity: 'low',
    cwe: ['CWE-829'],
    rationale:
      'Their scripts build native code or place a binary. But as long as every package may run a script, so may the next malicious release of any of them.',
    remediation:
      'Set ignore-scripts=true and allow these by name (allowScripts, pnpm onlyBuiltDependencies, Bun trustedDependencies).',
  },
} as const);
