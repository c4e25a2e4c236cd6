import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about how a repository fetches, builds and runs what it depends on. */
export const HYGIENE_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'PULL-REQUEST-TARGET': {
    title: 'Workflow runs code of strangers with the secrets of the repository',
    severity: 'high',
    cwe: ['CWE-94', 'CWE-250'],
    rationale:
      'pull_request_target and workflow_run hold the secrets and the write token of the repository. This workflow checks out the head of the pull request, so that anybody who opens one decides what runs.',
    remediation: 'Use pull_request, or do not check out the head; hand results over through artifacts.',
    url: 'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions',
  },
  'WORKFLOW-INJECTION': {
    title: 'Workflow puts text of strangers into a script',
    severity: 'high',
    cwe: ['CWE-78', 'CWE-94'],
    rationale:
      'The expression is filled in before the shell reads the script. A pull request title or branch name with shell syntax in it runs as part of the script.',
    remediation: 'Hand the value over as an environment variable and quote it.',
    url: 'https://docs.github.com/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions',
  },
  'ACTION-UNPINNED': {
    title: 'Third-party action is not pinned to a commit',
    severity: 'medium',
    cwe: ['CWE-829', 'CWE-1357'],
    rationale:
      'Tags and branches move. Whoever takes over the action, or its maintainer’s account, runs code with the secrets of every workflow that names it by tag (as with tj-actions/changed-files in 2025).',
    remediation:
      'Name the full commit, with the tag as a comment; Renovate and Dependabot keep both up to date.',
  },
  'ACTION-UNPINNED-FIRST-PARTY': {
    title: 'Action of GitHub is not pinned to a commit',
    severity: 'low',
    cwe: ['CWE-829'],
    rationale:
      'The platform that runs the workflow also owns the action, so that little is gained by distrusting its tags; pinning still makes runs repeatable.',
    remediation: 'Name the full commit, with the tag as a comment.',
  },
  'WORKFLOW-PERMISSIONS': {
    title: 'Workflow holds more rights than it says it needs',
    severity: 'low',
    cwe: ['CWE-250', 'CWE-732'],
    rationale:
      'Without permissions the token has whatever the repository grants by default, often write access to everything; each step of the job can use it.',
    remediation: 'Say at the top what is needed, and grant more only to the job that needs it.',
  },
  'WORKFLOW-WRITE-ALL': {
    title: 'Workflow may write everything in the repository',
    severity: 'medium',
    cwe: ['CWE-250', 'CWE-732'],
    rationale:
      'write-all hands every step, actions of others included, a token that can change code, releases and packages.',
    remediation: 'Grant the single rights that the jobs need.',
  },
  'IMAGE-LATEST': {
    title: 'Container image without a fixed version',
    severity: 'medium',
    cwe: ['CWE-1357', 'CWE-829'],
    rationale:
      'latest is whatever it is on the day: two builds of the same source differ, and nobody can say what runs.',
    remediation: 'Name a version and its digest.',
  },
  'IMAGE-UNPINNED': {
    title: 'Container image is named by tag only',
    severity: 'low',
    cwe: ['CWE-1357', 'CWE-829'],
    rationale: 'A tag can be pushed again with other contents; only a digest names what was tested.',
    remediation: 'Add the digest behind the tag; Renovate keeps both up to date.',
  },
  'PIPE-TO-SHELL': {
    title: 'Download is run without a look at it',
    severity: 'medium',
    cwe: ['CWE-494', 'CWE-829'],
    rationale:
      'Whoever controls the address, or the way to it, decides what runs; a server can even tell that it is being piped.',
    remediation: 'Download to a file, check its SHA-256 against a value in the repository, then run it.',
  },
  'DOWNLOAD-UNCHECKED': {
    title: 'Program is downloaded without checking what came',
    severity: 'low',
    cwe: ['CWE-494'],
    rationale: 'Nothing tells a replaced file from the right one.',
    remediation: 'Check its SHA-256 or signature in the same step.',
  },
  'TLS-OFF': {
    title: 'Verification of TLS certificates is switched off',
    severity: 'high',
    cwe: ['CWE-295'],
    rationale:
      'Whoever is on the way can replace what is downloaded, and read the credentials that are sent.',
    remediation:
      'Trust the CA that is missing (NODE_EXTRA_CA_CERTS, PIP_CERT, update-ca-certificates) and switch verification on.',
  },
  'CHECKSUMS-OFF': {
    title: 'Checksum database of the package manager is switched off',
    severity: 'medium',
    cwe: ['CWE-354'],
    rationale: 'The package manager no longer compares what it gets with what everybody else gets.',
    remediation: 'Leave it on, and exempt private modules only (GOPRIVATE).',
  },
  'UNSIGNED-PACKAGES': {
    title: 'Packages of the operating system are installed without checking signatures',
    severity: 'high',
    cwe: ['CWE-347'],
    rationale:
      'The signature is all that tells the distribution’s packages from anybody’s: mirrors and plain http rely on it.',
    remediation: 'Install the key of the source with signed-by, and leave checking on.',
  },
  'APT-KEY': {
    title: 'Key for one source is trusted for all',
    severity: 'low',
    cwe: ['CWE-347'],
    rationale:
      'apt-key makes the key good for every source, the distribution’s included; it is gone from current releases.',
    remediation: 'Put the key under /etc/apt/keyrings and name it with signed-by.',
  },
  'INSTALL-NOT-FROZEN': {
    title: 'Build does not install what the lockfile says',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale:
      'npm install and its like may change the lockfile in the build: what was reviewed is not what is shipped.',
    remediation: 'Use npm ci, yarn install --immutable, pnpm or bun install --frozen-lockfile.',
  },
  'PIP-UNPINNED': {
    title: 'Build installs Python packages at whatever version is newest',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale: 'The next release of any of them goes straight into the image or the pipeline.',
    remediation:
      'Install from a requirements file with exact versions and --require-hashes, or from a lockfile.',
  },
  'NO-LOCKFILE': {
    title: 'Dependencies float: ranges without a lockfile',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'Each install resolves anew: a malicious release reaches the next build within minutes, and nobody can say afterwards what was in it.',
    remediation: 'Commit the lockfile.',
  },
  'SUBMODULE-CLEARTEXT': {
    title: 'Git submodule is fetched without TLS',
    severity: 'medium',
    cwe: ['CWE-319'],
    rationale:
      'http and git:// can be read and replaced on the way; the commit id alone protects, and SHA-1 only weakly.',
    remediation: 'Use https or ssh.',
  },
  'NO-COOLDOWN': {
    title: 'Update tool takes releases on the day they appear',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale:
      'Malicious releases are mostly found within days; waiting a week before taking a new release avoids nearly all of them. Security updates need not wait.',
    remediation: 'Set minimumReleaseAge (Renovate) or cooldown (Dependabot).',
  },
  'NO-UPDATE-TOOL': {
    title: 'Nothing keeps the dependencies up to date',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'Without regular small updates the next security fix is a large one.',
    remediation: 'Add a configuration for Renovate or Dependabot, with a cooldown.',
  },
} as const);

export type HygieneRule = keyof typeof HYGIENE_RULES;
