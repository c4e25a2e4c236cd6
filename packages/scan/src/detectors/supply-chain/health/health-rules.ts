import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about releases, from what their registry says. */
export const HEALTH_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'TOO-YOUNG': {
    title: 'Release is younger than the cooldown',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale: 'Most malicious releases are detected within days. This one is too recent for that.',
    remediation: 'Wait, or take the release before it; security fixes need not wait.',
  },
  'DORMANT-RELEASE': {
    title: 'New publisher after a long pause',
    severity: 'high',
    cwe: ['CWE-1357'],
    rationale:
      'After more than a year without a release, an account published that had never published this package before. Hijacked packages show this pattern.',
    remediation:
      'Compare the release with the one before it (theriac inspect OLD NEW) and find out who published it.',
  },
  'NEW-PUBLISHER': {
    title: 'First release by a new publisher',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale: 'Maintainers change, and accounts are stolen. Check once which of them it was.',
    remediation: 'Compare the release with the one before it (theriac inspect OLD NEW).',
  },
  'PROVENANCE-LOST': {
    title: 'Release has lost its build provenance',
    severity: 'medium',
    cwe: ['CWE-347', 'CWE-1357'],
    rationale:
      'Earlier releases carry a provenance statement of the pipeline that built them. A release made with a stolen token, outside that pipeline, has none.',
    remediation:
      'Compare it with the source at its tag; use the previous release until the difference is explained.',
  },
  'REPOSITORY-CHANGED': {
    title: 'Source repository changed in this release',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'Projects move, and imitations name the repository of the original. This release names a repository that no earlier release named.',
    remediation: 'Check that the old repository points to the new one.',
  },
  'VERSION-GONE': {
    title: 'Version was removed from the registry',
    severity: 'high',
    cwe: ['CWE-1357'],
    rationale:
      'Registries remove versions that are malicious, or at the request of their authors. It cannot be installed again and will not be maintained.',
    remediation: 'Find out why it was removed; move to an available version.',
  },
  'NAME-UNKNOWN': {
    title: 'Package does not exist in the registry',
    severity: 'high',
    cwe: ['CWE-427'],
    rationale:
      'It was removed, or it is a private name that was never reserved there: then anyone can register it.',
    remediation: 'Bind the name to your private registry, or reserve it.',
  },
  YANKED: {
    title: 'Release was withdrawn by its authors',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale:
      'Installers use a withdrawn (yanked) release only where it is pinned. Its authors advise against using it.',
    remediation: 'Move to a release that was not withdrawn.',
  },
} as const);

export const LIFECYCLE_RULES = rulesOf('THERIAC-LC', 'lifecycle', {
  'DEPRECATED-RELEASE': {
    title: 'Release is marked as deprecated in the registry',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Its authors advise against using it; vulnerabilities in it may stay unfixed.',
    remediation: 'Move to the replacement that the authors name.',
  },
  DORMANT: {
    title: 'No release for three years',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale:
      'There has been no release for three years. A vulnerability found tomorrow may never be fixed.',
    remediation: 'Check whether the project is still maintained; plan a replacement if it is not.',
  },
} as const);
