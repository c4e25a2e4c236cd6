/** Branches of GitHub: whether they are protected, and against what. */
import { exportRules } from './rule-row.ts';

const REVIEW = ['NIST SSDF PW.7.2', 'NIST 800-53 CM-3'];
const HISTORY = ['NIST SSDF PS.1.1', 'NIST 800-53 AU-10'];

export const BRANCH_RULES = exportRules([
  {
    id: 'FORGE-UNPROTECTED',
    title: 'A branch has no protection',
    severity: 'high',
    cwe: ['CWE-862'],
    controls: [...REVIEW, 'NIS2 21(2)(e)'],
    rationale:
      'Whoever may write to the repository, or takes over one such account, changes what is shipped to clinics: no review, no check, and the history can be replaced.',
    remediation: 'Protect the branch: require a review and passing checks, for administrators too.',
    on: 'github.unprotected-branch',
    pass: { message: { not: 'Branch not protected' } },
    after: 'required_pull_request_reviews:\n  required_approving_review_count: 1\nenforce_admins: true',
    fail: { message: 'Branch not protected' },
    good: {},
  },
  {
    id: 'FORGE-BRANCH-DELETABLE',
    title: 'A protected branch can be deleted',
    severity: 'medium',
    cwe: ['CWE-345'],
    controls: HISTORY,
    rationale:
      'Who deletes it takes the record of what was approved with it, and may put another branch in its place.',
    remediation: 'Forbid deletion of the branch.',
    on: 'github.branch',
    pass: { 'allow_deletions.enabled': { is: false, default: false } },
    after: 'allow_deletions: false',
    fail: { allow_deletions: { enabled: true } },
    good: { allow_deletions: { enabled: false } },
  },
  {
    id: 'FORGE-CONVERSATIONS-OPEN',
    title: 'Changes are merged while remarks of reviewers are open',
    severity: 'low',
    cwe: ['CWE-1053'],
    controls: REVIEW,
    rationale: 'What a reviewer has found is shipped unless somebody remembers it.',
    remediation: 'Require that conversations are resolved before a merge.',
    on: 'github.branch',
    pass: { 'required_conversation_resolution.enabled': true },
    after: 'required_conversation_resolution: true',
    fail: { required_conversation_resolution: { enabled: false } },
    good: { required_conversation_resolution: { enabled: true } },
  },
  {
    id: 'FORGE-PUSH-OPEN',
    title: 'Pushes to a protected branch are not limited to named people, and a review can be passed by',
    severity: 'low',
    cwe: ['CWE-862'],
    controls: [...REVIEW, 'NIST 800-53 AC-6'],
    rationale:
      'Whoever may write, or is an administrator where those are exempt, pushes to the branch that is shipped.',
    remediation: 'Name who may push, or require a review that holds for administrators too.',
    on: 'github.branch',
    pass: {
      any: [
        { restrictions: { exists: true } },
        { required_pull_request_reviews: { exists: true }, 'enforce_admins.enabled': true },
      ],
    },
    after: 'restrictions:\n  teams: [release]',
    fail: { enforce_admins: { enabled: false } },
    good: { restrictions: { url: 'https://api.github.com/' } },
  },
  {
    id: 'FORGE-OUTDATED-BRANCH',
    title: 'Checks pass on a state of the code that is not the one that is merged',
    severity: 'low',
    cwe: ['CWE-1053'],
    controls: ['NIST SSDF PW.8.2'],
    rationale: 'Two changes that are each right may be wrong together, and no check has seen them so.',
    remediation: 'Require branches to be up to date before a merge, or use a merge queue.',
    on: 'github.branch',
    when: { required_status_checks: { exists: true } },
    pass: { 'required_status_checks.strict': true },
    after: 'required_status_checks:\n  strict: true',
    fail: { required_status_checks: { strict: false, contexts: ['test'] } },
    good: { required_status_checks: { strict: true, contexts: ['test'] } },
  },
]);
