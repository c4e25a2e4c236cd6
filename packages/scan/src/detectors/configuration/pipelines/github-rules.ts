/** Workflows of GitHub. What supply-chain rules say of them already (pins, injection, permissions) is not said again. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { PLACEHOLDERS, SECRET_NAMES, TEST_PASSWORDS } from '../shared/secret-names.ts';

const FILE = '.github/workflows/build.yml';
const LEAST = ['NIST 800-53 AC-6', 'NIST SSDF PO.5.1'];
const SECRETS = ['NIST 800-53 IA-5', 'HIPAA 164.312(d)'];
const BUILD = ['NIST SSDF PO.5.1', 'NIST 800-53 CM-7'];
/** Events that a stranger causes. */
const STRANGERS = [
  'pull_request',
  'pull_request_target',
  'issue_comment',
  'issues',
  'workflow_run',
  'discussion',
  'fork',
];

const workflow = (on: string, job: string): string =>
  `on: ${on}\npermissions: {contents: read}\njobs:\n  build:\n${job}`;
const steps = (step: string, on = 'push'): string =>
  workflow(on, `    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`);

export const GITHUB_RULES: readonly ConfigurationRule[] = [
  {
    id: 'GITHUB-SELF-HOSTED-STRANGERS',
    title: 'Pull requests of strangers run on a runner of your own',
    severity: 'high',
    cwe: ['CWE-829'],
    controls: [...LEAST, 'NIST 800-53 SC-7'],
    rationale:
      'A pull request changes what the job runs. On a runner inside your network it reaches what is beside it, and stays there for the next job.',
    remediation: 'Run jobs of pull requests on runners of GitHub, or on runners that exist for one job only.',
    on: 'github.job',
    when: {
      any: [
        { events: { has: 'pull_request' } },
        { events: { has: 'pull_request_target' } },
        { events: { has: 'issue_comment' } },
      ],
    },
    pass: { 'runs-on': { hasNone: 'self-hosted' } },
    after: 'runs-on: ubuntu-24.04',
    examples: {
      file: FILE,
      fail: workflow('pull_request', '    runs-on: [self-hosted, linux]\n    steps: [{run: make}]\n'),
      pass: workflow('push', '    runs-on: [self-hosted, linux]\n    steps: [{run: make}]\n'),
    },
  },
  {
    id: 'GITHUB-SECRETS-INHERIT',
    title: 'A called workflow gets every secret',
    severity: 'medium',
    cwe: ['CWE-272'],
    controls: LEAST,
    rationale:
      'Whoever changes the called workflow reads every secret of the caller, also those that it does not need.',
    remediation: 'Pass the secrets that it needs by name.',
    on: 'github.job',
    pass: { secrets: { not: 'inherit' } },
    after: 'secrets:\n  token: ${{ secrets.REGISTRY_TOKEN }}',
    examples: {
      file: FILE,
      fail: workflow(
        'push',
        '    uses: clinic/workflows/.github/workflows/build.yml@v1\n    secrets: inherit\n',
      ),
      pass: workflow(
        'push',
        '    uses: clinic/workflows/.github/workflows/build.yml@v1\n    secrets: {token: "${{ secrets.TOKEN }}"}\n',
      ),
    },
  },
  {
    id: 'GITHUB-ALL-SECRETS-DUMPED',
    title: 'Every secret is written out at once',
    severity: 'high',
    cwe: ['CWE-532'],
    controls: SECRETS,
    rationale:
      'What is written out as one text is not masked in logs, and reaches every program of the step.',
    remediation: 'Name the single secret.',
    on: 'github.step',
    pass: {
      all: [
        { run: { notLike: '*toJSON(secrets)*' } },
        { env: { no: { '@value': { like: '*toJSON(secrets)*' } } } },
        { with: { no: { '@value': { like: '*toJSON(secrets)*' } } } },
      ],
    },
    after: 'env:\n  TOKEN: ${{ secrets.TOKEN }}',
    examples: {
      file: FILE,
      fail: steps('{run: make, env: {ALL: "${{ toJSON(secrets) }}"}}'),
      pass: steps('{run: make, env: {TOKEN: "${{ secrets.TOKEN }}"}}'),
    },
  },
  {
    id: 'GITHUB-INSECURE-COMMANDS',
    title: 'Commands in the output of a step are obeyed again',
    severity: 'high',
    cwe: ['CWE-94'],
    controls: BUILD,
    rationale:
      'Any text that a step prints may set variables and paths of the next steps, also one that a stranger wrote.',
    remediation: 'Remove `ACTIONS_ALLOW_UNSECURE_COMMANDS`, and write to `$GITHUB_ENV`.',
    on: 'github.workflow',
    pass: {
      all: [
        { 'env.ACTIONS_ALLOW_UNSECURE_COMMANDS': { is: false, default: false } },
        { jobs: { no: { 'env.ACTIONS_ALLOW_UNSECURE_COMMANDS': true } } },
      ],
    },
    after: '# without ACTIONS_ALLOW_UNSECURE_COMMANDS',
    examples: {
      file: FILE,
      fail: workflow(
        'push',
        '    runs-on: ubuntu-24.04\n    env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: true}\n    steps: [{run: make}]\n',
      ),
      pass: steps('{run: make}'),
    },
  },
  {
    id: 'GITHUB-STATIC-AWS-KEY',
    title: 'A job signs in to AWS with a key that does not expire',
    severity: 'medium',
    cwe: ['CWE-798'],
    controls: [...SECRETS, 'NIST 800-53 IA-5'],
    rationale:
      'A key that leaks from a log or a fork is good until someone notices. A token of the job is good for an hour.',
    remediation: 'Let the job assume a role with its own identity (OpenID Connect).',
    on: 'github.step',
    when: { action: 'aws-actions/configure-aws-credentials' },
    pass: { 'with.aws-access-key-id': { exists: false } },
    after: 'with:\n  role-to-assume: arn:aws:iam::111122223333:role/deploy\n  aws-region: eu-central-1',
    examples: {
      file: FILE,
      fail: steps(
        '{uses: aws-actions/configure-aws-credentials@v4, with: {aws-access-key-id: "${{ secrets.KEY }}"}}',
      ),
      pass: steps(
        '{uses: aws-actions/configure-aws-credentials@v4, with: {role-to-assume: "arn:aws:iam::111122223333:role/deploy"}}',
      ),
    },
  },
  {
    id: 'GITHUB-STATIC-AZURE-KEY',
    title: 'A job signs in to Azure with a secret that does not expire soon',
    severity: 'medium',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'A secret that leaks is good for months. A token of the job is good for an hour.',
    remediation: 'Use a federated credential with `client-id`, `tenant-id` and `subscription-id`.',
    on: 'github.step',
    when: { action: 'azure/login' },
    pass: { 'with.creds': { exists: false } },
    after:
      'with:\n  client-id: ${{ vars.AZURE_CLIENT_ID }}\n  tenant-id: ${{ vars.AZURE_TENANT_ID }}\n  subscription-id: ${{ vars.AZURE_SUBSCRIPTION_ID }}',
    examples: {
      file: FILE,
      fail: steps('{uses: azure/login@v2, with: {creds: "${{ secrets.AZURE }}"}}'),
      pass: steps('{uses: azure/login@v2, with: {client-id: "${{ vars.ID }}"}}'),
    },
  },
  {
    id: 'GITHUB-STATIC-GOOGLE-KEY',
    title: 'A job signs in to Google Cloud with a key that does not expire',
    severity: 'medium',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'A key of a service account that leaks is good until someone notices.',
    remediation: 'Use workload identity federation.',
    on: 'github.step',
    when: { action: 'google-github-actions/auth' },
    pass: { 'with.credentials_json': { exists: false } },
    after:
      'with:\n  workload_identity_provider: projects/123/locations/global/workloadIdentityPools/ci/providers/github',
    examples: {
      file: FILE,
      fail: steps('{uses: google-github-actions/auth@v2, with: {credentials_json: "${{ secrets.KEY }}"}}'),
      pass: steps('{uses: google-github-actions/auth@v2, with: {workload_identity_provider: projects/1/x}}'),
    },
  },
  {
    id: 'GITHUB-CREDENTIALS-UPLOADED',
    title: 'An artefact holds the whole working folder, with the token of the checkout',
    severity: 'medium',
    cwe: ['CWE-522'],
    controls: SECRETS,
    rationale:
      'The checkout leaves a token in `.git/config`. Who downloads the artefact has it while it is valid.',
    remediation: 'Upload the files that are needed, and set `persist-credentials: false` at the checkout.',
    on: 'github.step',
    when: { action: 'actions/upload-artifact' },
    pass: { 'with.path': { notIn: ['.', './', '*', '**', './**', '${{ github.workspace }}'] } },
    after: 'with:\n  path: dist/',
    examples: {
      file: FILE,
      fail: steps('{uses: actions/upload-artifact@v4, with: {path: .}}'),
      pass: steps('{uses: actions/upload-artifact@v4, with: {path: dist/}}'),
    },
  },
  {
    id: 'GITHUB-CACHE-OF-STRANGERS',
    title: 'A release is built with a cache that other runs write',
    severity: 'medium',
    cwe: ['CWE-349'],
    controls: ['NIST SSDF PS.2.1', 'NIST 800-53 SI-7'],
    rationale:
      'A run of another branch that was taken over puts its files into the cache, and they end up in the release.',
    remediation: 'Build releases without a cache.',
    on: 'github.step',
    when: { events: { has: 'release' } },
    pass: {
      action: {
        notLike: ['actions/cache', 'actions/cache/restore', '*/rust-cache', '*/cache-apt-pkgs-action'],
      },
    },
    after: '# without actions/cache',
    examples: {
      file: FILE,
      fail: steps(
        '{uses: actions/cache@v4, with: {path: ~/.npm, key: npm}}',
        '{release: {types: [published]}}',
      ),
      pass: steps('{uses: actions/cache@v4, with: {path: ~/.npm, key: npm}}'),
    },
  },
  {
    id: 'GITHUB-SECRET-LITERAL',
    title: 'A secret is written into a workflow',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Everyone who can read the repository has it, and so has its history for good.',
    remediation: 'Keep it as a secret of the repository or of an environment, and change it.',
    on: 'github.workflow',
    secret: true,
    pass: {
      all: [
        {
          env: {
            no: {
              '@key': { like: SECRET_NAMES },
              '@value': { notLike: ['*${{*', ...PLACEHOLDERS, ...TEST_PASSWORDS], exists: true },
            },
          },
        },
        {
          jobs: {
            no: {
              env: {
                some: {
                  '@key': { like: SECRET_NAMES },
                  '@value': { notLike: ['*${{*', ...PLACEHOLDERS, ...TEST_PASSWORDS], exists: true },
                },
              },
            },
          },
        },
      ],
    },
    after: 'env:\n  DB_PASSWORD: ${{ secrets.DB_PASSWORD }}',
    examples: {
      file: FILE,
      fail: workflow(
        'push',
        '    runs-on: ubuntu-24.04\n    env: {DEPLOY_PASSWORD: "k3pt-in-git-2026"}\n    steps: [{run: make}]\n',
      ),
      pass: workflow(
        'push',
        '    runs-on: ubuntu-24.04\n    env: {DEPLOY_PASSWORD: "${{ secrets.DEPLOY }}"}\n    steps: [{run: make}]\n',
      ),
    },
  },
  {
    id: 'GITHUB-EVERYONE-DEPLOYS',
    title: 'A job that deploys is bound to no environment',
    severity: 'low',
    cwe: ['CWE-284'],
    controls: ['NIST 800-53 CM-3', 'NIST SSDF PO.5.1'],
    rationale: 'Only an environment asks a second person, and keeps its secrets from other jobs.',
    remediation: 'Name an environment with required reviewers.',
    on: 'github.job',
    when: {
      steps: {
        some: {
          any: [
            {
              uses: {
                like: [
                  'azure/webapps-deploy@*',
                  'aws-actions/amazon-ecs-deploy-task-definition@*',
                  'google-github-actions/deploy-*',
                  'pypa/gh-action-pypi-publish@*',
                ],
              },
            },
            {
              run: {
                like: [
                  '*npm publish*',
                  '*helm upgrade*',
                  '*kubectl apply*',
                  '*terraform apply*',
                  '*twine upload*',
                ],
              },
            },
          ],
        },
      },
    },
    pass: { environment: { exists: true } },
    after: 'environment: production',
    examples: {
      file: FILE,
      fail: workflow(
        'push',
        '    runs-on: ubuntu-24.04\n    steps: [{run: terraform apply -auto-approve}]\n',
      ),
      pass: workflow(
        'push',
        '    runs-on: ubuntu-24.04\n    environment: production\n    steps: [{run: terraform apply -auto-approve}]\n',
      ),
    },
  },
  {
    id: 'GITHUB-PRIVILEGED-BY-COMMENT',
    title: 'A comment of anyone starts a job whose token may write',
    severity: 'medium',
    cwe: ['CWE-862'],
    controls: LEAST,
    rationale: 'Anyone who can comment starts it, with a token that changes the repository.',
    remediation:
      'Ask who commented (`github.event.comment.author_association`), and take the writing permissions away.',
    on: 'github.job',
    when: {
      any: STRANGERS.filter((one) => one === 'issue_comment' || one === 'discussion').map((has) => ({
        events: { has },
      })),
      isPrivileged: true,
    },
    pass: { if: { like: ['*author_association*', '*sender.login*', '*actor*', '*user.login*'] } },
    after: 'if: contains(fromJSON(\'["OWNER","MEMBER"]\'), github.event.comment.author_association)',
    examples: {
      file: FILE,
      fail: 'on: issue_comment\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    permissions: {contents: write}\n    steps: [{run: make}]\n',
      pass: "on: issue_comment\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    if: github.event.comment.author_association == 'OWNER'\n    permissions: {contents: write}\n    steps: [{run: make}]\n",
    },
  },
  {
    id: 'GITHUB-NO-TIME-LIMIT',
    title: 'A job on a runner of your own has no time limit',
    severity: 'low',
    cwe: ['CWE-400'],
    controls: ['NIST 800-53 SC-5'],
    rationale: 'A job that hangs, or that digs for coins, holds the runner for six hours.',
    remediation: 'Set `timeout-minutes`.',
    on: 'github.job',
    when: { 'runs-on': { has: 'self-hosted' } },
    pass: { 'timeout-minutes': { exists: true } },
    after: 'timeout-minutes: 20',
    examples: {
      file: FILE,
      fail: workflow('push', '    runs-on: [self-hosted]\n    steps: [{run: make}]\n'),
      pass: workflow(
        'push',
        '    runs-on: [self-hosted]\n    timeout-minutes: 20\n    steps: [{run: make}]\n',
      ),
    },
  },
];
