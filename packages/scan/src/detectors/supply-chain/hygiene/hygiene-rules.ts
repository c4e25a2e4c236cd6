import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about how a repository fetches, builds and runs what it depends on. */
export const HYGIENE_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'PULL-REQUEST-TARGET': {
    title: 'Untrusted pull-request code runs with repository secrets',
    severity: 'high',
    cwe: ['CWE-94', 'CWE-250'],
    rationale:
      'pull_request_target and workflow_run have access to the secrets and the write token of the repository. This workflow checks out the head of the pull request, so anyone who opens one controls the code that runs.',
    remediation: 'Use pull_request, or do not check out the head; pass results through artifacts.',
    url: 'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions',
  },
  'WORKFLOW-INJECTION': {
    title: 'Untrusted input in a workflow script',
    severity: 'high',
    cwe: ['CWE-78', 'CWE-94'],
    rationale:
      'The expression is filled in before the shell reads the script. A pull request title or branch name with shell syntax in it runs as part of the script.',
    remediation: 'Pass the value as an environment variable and quote it.',
    url: 'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions',
  },
  'ACTION-UNPINNED': {
    title: 'Third-party action is not pinned to a commit',
    severity: 'medium',
    cwe: ['CWE-829', 'CWE-1357'],
    rationale:
      'Tags and branches can be moved. An attacker who takes over the action or its maintainer’s account runs code with the secrets of every workflow that references it by tag (tj-actions/changed-files, 2025).',
    remediation:
      'Reference the full commit SHA, with the tag as a comment; Renovate and Dependabot keep both up to date.',
  },
  'ACTION-UNPINNED-FIRST-PARTY': {
    title: 'GitHub-owned action is not pinned to a commit',
    severity: 'low',
    cwe: ['CWE-829'],
    rationale:
      'The platform that runs the workflow also owns the action, so pinning adds little protection; it still makes runs reproducible.',
    remediation: 'Reference the full commit SHA, with the tag as a comment.',
  },
  'WORKFLOW-PERMISSIONS': {
    title: 'Workflow permissions are not restricted',
    severity: 'low',
    cwe: ['CWE-250', 'CWE-732'],
    rationale:
      'Without a permissions block the token has the default permissions of the repository, often write access to everything, and every step of the job can use it.',
    remediation:
      'Declare the minimum at the top of the workflow, and grant more only to the job that needs it.',
  },
  'WORKFLOW-WRITE-ALL': {
    title: 'Workflow has write-all permissions',
    severity: 'medium',
    cwe: ['CWE-250', 'CWE-732'],
    rationale:
      'write-all gives every step, including third-party actions, a token that can change code, releases and packages.',
    remediation: 'Grant each job only the permissions that it needs.',
  },
  'IMAGE-LATEST': {
    title: 'Container image without a fixed version',
    severity: 'medium',
    cwe: ['CWE-1357', 'CWE-829'],
    rationale:
      'latest changes without notice: two builds of the same source differ, and the version in production is not known.',
    remediation: 'Pin a version and its digest.',
  },
  'IMAGE-UNPINNED': {
    title: 'Container image is not pinned by digest',
    severity: 'low',
    cwe: ['CWE-1357', 'CWE-829'],
    rationale: 'A tag can be pushed again with different contents; only a digest identifies what was tested.',
    remediation: 'Add the digest after the tag; Renovate keeps both up to date.',
  },
  'PIPE-TO-SHELL': {
    title: 'Downloaded script is piped to a shell',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale:
      'An attacker who controls the address or the network path controls what runs; a server can even detect that its response is piped to a shell.',
    remediation: 'Download to a file, check its SHA-256 against a value in the repository, then run it.',
  },
  'DOWNLOAD-UNCHECKED': {
    title: 'Download without checksum verification',
    severity: 'low',
    cwe: ['CWE-494'],
    rationale: 'A replaced file cannot be distinguished from the original.',
    remediation: 'Check its SHA-256 or signature in the same step.',
  },
  'TLS-OFF': {
    title: 'TLS certificate verification is disabled',
    severity: 'high',
    cwe: ['CWE-295'],
    rationale:
      'An attacker on the network path can replace what is downloaded and read the credentials that are sent.',
    remediation:
      'Trust the missing CA (NODE_EXTRA_CA_CERTS, PIP_CERT, update-ca-certificates) and enable verification.',
  },
  'CHECKSUMS-OFF': {
    title: 'Package checksum database is disabled',
    severity: 'medium',
    cwe: ['CWE-354'],
    rationale: 'The package manager no longer compares a download with what everyone else received.',
    remediation: 'Leave it enabled, and exempt private modules only (GOPRIVATE).',
  },
  'UNSIGNED-PACKAGES': {
    title: 'OS packages are installed without signature verification',
    severity: 'high',
    cwe: ['CWE-347'],
    rationale:
      'The signature is the only proof that a package comes from the distribution: mirrors and plain http rely on it.',
    remediation: 'Install the key of the source with signed-by, and leave verification enabled.',
  },
  'APT-KEY': {
    title: 'Signing key is trusted for every package source',
    severity: 'low',
    cwe: ['CWE-347'],
    rationale:
      'apt-key trusts the key for every source, including the distribution’s own; current releases have removed it.',
    remediation: 'Put the key under /etc/apt/keyrings and reference it with signed-by.',
  },
  'INSTALL-NOT-FROZEN': {
    title: 'Build does not install from the lockfile',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale:
      'npm install and similar commands can change the lockfile during the build: what ships is not what was reviewed.',
    remediation: 'Use npm ci, yarn install --immutable, pnpm or bun install --frozen-lockfile.',
  },
  'PIP-UNPINNED': {
    title: 'Build installs unpinned Python packages',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale: 'The next release of any of them enters the image or the pipeline without review.',
    remediation:
      'Install from a requirements file with exact versions and --require-hashes, or from a lockfile.',
  },
  'NO-LOCKFILE': {
    title: 'Dependencies without a lockfile',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'Every install resolves versions again: a malicious release reaches the next build within minutes, and what was in a build cannot be reconstructed.',
    remediation: 'Commit the lockfile.',
  },
  'SUBMODULE-CLEARTEXT': {
    title: 'Git submodule is fetched without TLS',
    severity: 'medium',
    cwe: ['CWE-319'],
    rationale:
      'http and git:// can be read and modified in transit; only the commit id protects, and SHA-1 is weak.',
    remediation: 'Use https or ssh.',
  },
  'NO-COOLDOWN': {
    title: 'Update tool has no release cooldown',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale:
      'Most malicious releases are detected within days; a one-week cooldown avoids nearly all of them. Security updates need not wait.',
    remediation: 'Set minimumReleaseAge (Renovate) or cooldown (Dependabot).',
  },
  'NO-UPDATE-TOOL': {
    title: 'No dependency update tool is configured',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'Without regular small updates, the next security fix becomes a large upgrade.',
    remediation: 'Add a configuration for Renovate or Dependabot, with a cooldown.',
  },
} as const);

export type HygieneRule = keyof typeof HYGIENE_RULES;
