import { rulesOf } from '../../shared/rule-rows.ts';

/** Rules about releases, from what their registry says. */
export const HEALTH_RULES = rulesOf('THERIAC-SC', 'supply-chain', {
  'TOO-YOUNG': {
    title: 'Release is younger than the cooldown',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'Malicious releases are mostly found within days. This one has not been out long enough for that.',
    remediation: 'Wait, or take the release before it; security fixes need not wait.',
  },
  'DORMANT-RELEASE': {
    title: 'Somebody new published after a long silence',
    severity: 'high',
    cwe: ['CWE-1357'],
    rationale:
      'For more than a year nothing was published, and then an account that had never published this package did. Taken-over packages look like this.',
    remediation:
      'Compare the release with the one before it (theriac inspect OLD NEW) and find out who published it.',
  },
  'NEW-PUBLISHER': {
    title: 'Release was published by an account that never published this package before',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale: 'Maintainers change, and accounts are stolen. Which it was is to be looked at once.',
    remediation: 'Compare the release with the one before it (theriac inspect OLD NEW).',
  },
  'PROVENANCE-LOST': {
    title: 'Release does not say where it was built, as those before it did',
    severity: 'medium',
    cwe: ['CWE-347', 'CWE-1357'],
    rationale:
      'Earlier releases carry a statement of the pipeline that built them. A release with a stolen token, past that pipeline, has none.',
    remediation: 'Compare it with the source at its tag; take the release before it until that is explained.',
  },
  'REPOSITORY-CHANGED': {
    title: 'Release names another repository than those before it',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale:
      'Projects move, and imitations name the repository of the original. This release names one that none before it did.',
    remediation: 'See whether the old repository points to the new one.',
  },
  'VERSION-GONE': {
    title: 'Registry no longer has this version',
    severity: 'high',
    cwe: ['CWE-1357'],
    rationale:
      'Registries take versions away when they are malicious, or at the wish of their authors. It cannot be installed anew, and nobody else will look after it.',
    remediation: 'Find out why it was taken away; move to a version that is there.',
  },
  'NAME-UNKNOWN': {
    title: 'Registry does not know this package',
    severity: 'high',
    cwe: ['CWE-427'],
    rationale:
      'It was taken away, or it is a private name that the registry was never asked to keep: then anybody may register it.',
    remediation: 'Bind the name to your private registry, or reserve it.',
  },
  YANKED: {
    title: 'Release was withdrawn by its authors',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Installers take it only where it is pinned. Its authors say that nobody else should.',
    remediation: 'Move to a release that was not withdrawn.',
  },
} as const);

export const LIFECYCLE_RULES = rulesOf('THERIAC-LC', 'lifecycle', {
  'DEPRECATED-RELEASE': {
    title: 'Registry says that this release is deprecated',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Its authors say that nobody should use it any more; flaws in it may stay open.',
    remediation: 'Move to what the authors name instead.',
  },
  DORMANT: {
    title: 'Nothing was released for a long time',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale:
      'For three years there has been no release. A flaw that is found tomorrow may find nobody to mend it.',
    remediation: 'Look whether the project lives; plan a replacement if it does not.',
  },
} as const);
