/** Pipelines of GitLab, Azure, CircleCI, Bitbucket and Jenkins: what is wrong in all of them, then what is one's own. */
import type { ConfigurationRule, Query } from '@theriac/core/configuration';
import { PLACEHOLDERS, SECRET_NAMES, TEST_PASSWORDS } from '../shared/secret-names.ts';

const SECRETS = ['NIST 800-53 IA-5', 'HIPAA 164.312(d)'];
const INTEGRITY = ['NIST SSDF PS.2.1', 'NIST 800-53 SI-7'];
const LEAST = ['NIST 800-53 AC-6', 'NIST SSDF PO.5.1'];

interface System {
  readonly prefix: string;
  readonly name: string;
  readonly file: string;
  readonly job: string;
  /** A file with one job that runs these commands. */
  readonly commands: (...commands: readonly string[]) => string;
  /** One with this variable; undefined where jobs have none. */
  readonly variable?: (name: string, value: string) => string;
  readonly image: (image: string) => string;
}

const quoted = (commands: readonly string[]): string => commands.map((one) => JSON.stringify(one)).join(', ');

const SYSTEMS: readonly System[] = [
  {
    prefix: 'GITLAB',
    name: 'GitLab',
    file: '.gitlab-ci.yml',
    job: 'gitlab.job',
    commands: (...commands) => `build:\n  script: [${quoted(commands)}]\n`,
    variable: (name, value) => `build:\n  variables: {${name}: ${JSON.stringify(value)}}\n  script: [make]\n`,
    image: (image) => `build:\n  image: ${image}\n  script: [make]\n`,
  },
  {
    prefix: 'AZURE-PIPELINE',
    name: 'Azure Pipelines',
    file: 'azure-pipelines.yml',
    job: 'azure.job',
    commands: (...commands) =>
      `jobs:\n  - job: build\n    steps:\n${commands.map((one) => `      - script: ${JSON.stringify(one)}\n`).join('')}`,
    variable: (name, value) =>
      `jobs:\n  - job: build\n    variables: {${name}: ${JSON.stringify(value)}}\n    steps: [{script: make}]\n`,
    image: (image) => `jobs:\n  - job: build\n    container: ${image}\n    steps: [{script: make}]\n`,
  },
  {
    prefix: 'CIRCLECI',
    name: 'CircleCI',
    file: '.circleci/config.yml',
    job: 'circleci.job',
    commands: (...commands) =>
      `version: 2.1\njobs:\n  build:\n    docker: [{image: "x.example/a:1@sha256:00"}]\n    steps:\n${commands.map((one) => `      - run: ${JSON.stringify(one)}\n`).join('')}`,
    variable: (name, value) =>
      `version: 2.1\njobs:\n  build:\n    environment: {${name}: ${JSON.stringify(value)}}\n    steps: [{run: make}]\n`,
    image: (image) =>
      `version: 2.1\njobs:\n  build:\n    docker: [{image: "${image}"}]\n    steps: [{run: make}]\n`,
  },
  {
    prefix: 'BITBUCKET',
    name: 'Bitbucket',
    file: 'bitbucket-pipelines.yml',
    job: 'bitbucket.job',
    commands: (...commands) => `pipelines:\n  default:\n    - step:\n        script: [${quoted(commands)}]\n`,
    image: (image) =>
      `pipelines:\n  default:\n    - step:\n        image: ${image}\n        script: [make]\n`,
  },
];

const noCommand = (...like: readonly string[]): Query => ({ commands: { no: { '@value': { like } } } });

/** In every system. */
const COMMON: readonly ConfigurationRule[] = SYSTEMS.flatMap((system): ConfigurationRule[] => [
  {
    id: `${system.prefix}-PIPE-TO-SHELL`,
    title: `A job of ${system.name} runs a script that it downloads`,
    severity: 'medium',
    cwe: ['CWE-494'],
    controls: INTEGRITY,
    rationale: 'Whoever changes what is at the address runs commands with the secrets of the job.',
    remediation: 'Download a fixed version, compare its checksum, then run it.',
    on: system.job,
    pass: noCommand(
      '*curl *|*sh',
      '*curl *|*sh -*',
      '*wget *|*sh',
      '*wget *|*sh -*',
      '*curl *| bash*',
      '*wget *| bash*',
      '*bash <(curl*',
      '*iex*downloadstring*',
    ),
    after:
      'curl -fsSLo tool.tgz https://example.com/tool-1.2.3.tgz\necho "<sha256>  tool.tgz" | sha256sum -c',
    examples: {
      file: system.file,
      fail: system.commands('curl -s https://example.com/install.sh | bash'),
      pass: system.commands('curl -so a.tgz https://example.com/a.tgz', 'sha256sum -c a.sum'),
    },
  },
  {
    id: `${system.prefix}-TLS-OFF`,
    title: `A job of ${system.name} does not check certificates`,
    severity: 'medium',
    cwe: ['CWE-295'],
    controls: ['NIST 800-53 SC-8', 'HIPAA 164.312(e)(1)'],
    rationale: 'Whoever is on the way between changes what the job downloads, and reads what it sends.',
    remediation: 'Remove the switch, and give the job the certificate of your own authority.',
    on: system.job,
    pass: noCommand(
      '*curl* -k *',
      '*curl* --insecure*',
      '*wget*--no-check-certificate*',
      '*NODE_TLS_REJECT_UNAUTHORIZED=0*',
      '*http.sslverify false*',
      '*GIT_SSL_NO_VERIFY=*',
      '*npm*strict-ssl false*',
      '*npm*strict-ssl=false*',
    ),
    after: 'curl --cacert ca.pem https://example.com',
    examples: {
      file: system.file,
      fail: system.commands('curl -k -o a https://example.com/a'),
      pass: system.commands('curl -o a https://example.com/a'),
    },
  },
  {
    id: `${system.prefix}-SECRET-PRINTED`,
    title: `A job of ${system.name} prints its environment`,
    severity: 'medium',
    cwe: ['CWE-532'],
    controls: SECRETS,
    rationale: 'The environment holds the secrets of the job, and logs are read by many and kept for long.',
    remediation: 'Print the single variable that is of interest.',
    on: system.job,
    pass: {
      commands: {
        no: {
          '@value': {
            in: [
              'env',
              'printenv',
              'env | sort',
              'printenv | sort',
              'export -p',
              'set -x && env',
              'Get-ChildItem Env:',
              'gci env:',
            ],
          },
        },
      },
    },
    after: 'echo "$BUILD_NUMBER"',
    examples: {
      file: system.file,
      fail: system.commands('printenv'),
      pass: system.commands('echo "$BUILD"'),
    },
  },
  {
    id: `${system.prefix}-IMAGE-FLOATING`,
    title: `A job of ${system.name} runs in an image without a fixed version`,
    severity: 'low',
    cwe: ['CWE-1357'],
    controls: INTEGRITY,
    rationale: 'The next run may use another image than the one that was tested.',
    remediation: 'Name the image by a version and its digest.',
    on: system.job,
    when: { image: { exists: true, notLike: '*$*' } },
    pass: { image: { like: ['*:*', '*@sha256:*'], notLike: '*:latest' } },
    after: 'image: registry.example/build:1.4@sha256:<digest>',
    examples: {
      file: system.file,
      fail: system.image('registry.example/build:latest'),
      pass: system.image('registry.example/build:1.4'),
    },
  },
  ...(system.variable === undefined
    ? []
    : [
        {
          id: `${system.prefix}-SECRET-LITERAL`,
          title: `A secret is written into a pipeline of ${system.name}`,
          severity: 'high',
          cwe: ['CWE-798'],
          controls: SECRETS,
          rationale: 'Everyone who can read the repository has it, and so has its history for good.',
          remediation: 'Keep it as a protected, masked variable of the project, and change it.',
          on: system.job,
          secret: true,
          pass: {
            variables: {
              no: {
                '@key': { like: SECRET_NAMES },
                '@value': { exists: true, notLike: ['*$*', ...PLACEHOLDERS, ...TEST_PASSWORDS] },
              },
            },
          },
          after: '# a protected and masked variable of the project',
          examples: {
            file: system.file,
            fail: system.variable('DEPLOY_PASSWORD', 'k3pt-in-git-2026'),
            pass: system.variable('DEPLOY_PASSWORD', '$DEPLOY_PASSWORD_OF_PROJECT'),
          },
        } satisfies ConfigurationRule,
      ]),
]);

const GITLAB = '.gitlab-ci.yml';
const JENKINS = 'Jenkinsfile';
const jenkins = (line: string): string =>
  `pipeline {\n  agent { label 'linux' }\n  stages {\n    stage('a') {\n      steps {\n        ${line}\n      }\n    }\n  }\n}\n`;

const OWN: readonly ConfigurationRule[] = [
  {
    id: 'GITLAB-INCLUDE-UNPINNED',
    title: 'A pipeline includes another project at a moving branch',
    severity: 'medium',
    cwe: ['CWE-829'],
    controls: INTEGRITY,
    rationale: 'Whoever writes to that project changes your pipeline and reads its secrets.',
    remediation: 'Name a commit or a protected tag in `ref`.',
    on: 'gitlab.include',
    when: { project: { exists: true } },
    pass: { ref: { exists: true, notIn: ['main', 'master', 'HEAD', 'develop'] } },
    after: 'include:\n  - project: clinic/pipelines\n    ref: 4f2c0d9e\n    file: build.yml',
    examples: {
      file: GITLAB,
      fail: 'include: [{project: clinic/pipelines, file: build.yml}]\n',
      pass: 'include: [{project: clinic/pipelines, ref: v1.4.0, file: build.yml}]\n',
    },
  },
  {
    id: 'GITLAB-INCLUDE-REMOTE',
    title: 'A pipeline includes a file from an address',
    severity: 'high',
    cwe: ['CWE-829'],
    controls: INTEGRITY,
    rationale: 'Whoever controls the address runs commands with the secrets of the pipeline.',
    remediation:
      'Copy the file into a project of yours and include it at a commit, or state its `integrity`.',
    on: 'gitlab.include',
    when: { remote: { exists: true } },
    pass: { integrity: { exists: true } },
    after: 'include:\n  - remote: https://example.com/ci.yml\n    integrity: sha256-<hash>',
    examples: {
      file: GITLAB,
      fail: 'include: [{remote: "https://example.com/ci.yml"}]\n',
      pass: 'include: [{remote: "https://example.com/ci.yml", integrity: sha256-abc}]\n',
    },
  },
  {
    id: 'GITLAB-DOCKER-PLAIN',
    title: 'The container daemon of a job takes commands without TLS',
    severity: 'medium',
    cwe: ['CWE-306'],
    controls: LEAST,
    rationale: 'Whoever reaches the port is root in the daemon, and through it often on the runner.',
    remediation: 'Set `DOCKER_TLS_CERTDIR`, and use port 2376.',
    on: 'gitlab.job',
    when: { services: { some: { '@value': { like: '*docker*dind*' } } } },
    pass: {
      all: [
        { 'variables.DOCKER_TLS_CERTDIR': { not: '' } },
        { 'pipelineVariables.DOCKER_TLS_CERTDIR': { not: '' } },
        { 'variables.DOCKER_HOST': { notLike: '*:2375*' } },
        { 'pipelineVariables.DOCKER_HOST': { notLike: '*:2375*' } },
      ],
    },
    after: 'variables:\n  DOCKER_TLS_CERTDIR: /certs',
    examples: {
      file: GITLAB,
      fail: 'build:\n  services: [docker:28-dind]\n  variables: {DOCKER_HOST: "tcp://docker:2375"}\n  script: [make]\n',
      pass: 'build:\n  services: [docker:28-dind]\n  variables: {DOCKER_TLS_CERTDIR: /certs}\n  script: [make]\n',
    },
  },
  {
    id: 'GITLAB-DEBUG-TRACE',
    title: 'A pipeline writes every command and variable to its log',
    severity: 'high',
    cwe: ['CWE-532'],
    controls: SECRETS,
    rationale: 'The trace shows secrets too, and logs are read by many.',
    remediation: 'Remove `CI_DEBUG_TRACE`.',
    on: 'gitlab.pipeline',
    pass: { 'variables.CI_DEBUG_TRACE': { is: false, default: false } },
    after: '# without CI_DEBUG_TRACE',
    examples: {
      file: GITLAB,
      fail: 'variables: {CI_DEBUG_TRACE: "true"}\nbuild: {script: [make]}\n',
      pass: 'build: {script: [make]}\n',
    },
  },
  {
    id: 'GITLAB-SECRETS-IN-REPORTS-OFF',
    title: 'A scanner of a pipeline may fail unseen',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: ['NIST SSDF PW.8.2'],
    rationale: 'What fails without a word is taken for clean.',
    remediation: 'Remove `allow_failure` from jobs that scan.',
    on: 'gitlab.job',
    when: {
      commands: {
        some: { '@value': { like: ['*theriac *', '*trivy *', '*semgrep *', '*gitleaks *', '*npm audit*'] } },
      },
    },
    pass: { allow_failure: { is: false, default: false } },
    after: 'allow_failure: false',
    examples: {
      file: GITLAB,
      fail: 'scan: {script: ["theriac scan ."], allow_failure: true}\n',
      pass: 'scan: {script: ["theriac scan ."]}\n',
    },
  },
  {
    id: 'AZURE-PIPELINE-SECRET-IN-PIPELINE',
    title: 'A secret is written into the variables of a pipeline of Azure',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Everyone who can read the repository has it, and so has its history for good.',
    remediation: 'Keep it in a variable group that is bound to a key vault, and change it.',
    on: 'azure.pipeline',
    secret: true,
    pass: {
      variables: {
        no: {
          '@key': { like: SECRET_NAMES },
          '@value': { exists: true, notLike: ['*$*', ...PLACEHOLDERS, ...TEST_PASSWORDS] },
        },
      },
    },
    after: 'variables:\n  - group: deploy-secrets',
    examples: {
      file: 'azure-pipelines.yml',
      fail: 'variables: [{name: dbPassword, value: k3pt-in-git-2026}]\nsteps: [{script: make}]\n',
      pass: 'variables: [{group: deploy-secrets}]\nsteps: [{script: make}]\n',
    },
  },
  {
    id: 'CIRCLECI-ORB-UNPINNED',
    title: 'An orb is not pinned to a version',
    severity: 'medium',
    cwe: ['CWE-829'],
    controls: INTEGRITY,
    rationale: 'The next run may use another orb than the one that was read, with the secrets of the job.',
    remediation: 'Name the whole version: `node@7.1.0`.',
    on: 'circleci.pipeline',
    pass: { orbs: { no: { '@value': { like: ['*@volatile', '*@dev:*'] } } } },
    after: 'orbs:\n  node: circleci/node@7.1.0',
    examples: {
      file: '.circleci/config.yml',
      fail: 'version: 2.1\norbs: {node: circleci/node@volatile}\njobs: {}\n',
      pass: 'version: 2.1\norbs: {node: circleci/node@7.1.0}\njobs: {}\n',
    },
  },
  {
    id: 'JENKINS-SECRET-LITERAL',
    title: 'A secret is written into a Jenkinsfile',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale: 'Everyone who can read the repository has it, and so has its history for good.',
    remediation: 'Keep it in the credentials of Jenkins (`credentials(…)`), and change it.',
    on: 'jenkins.pipeline',
    secret: true,
    pass: {
      variables: {
        no: {
          '@key': { like: SECRET_NAMES },
          '@value': { exists: true, notLike: ['*$*', ...PLACEHOLDERS, ...TEST_PASSWORDS] },
        },
      },
    },
    after: "environment {\n  DB_PASSWORD = credentials('db-password')\n}",
    examples: {
      file: JENKINS,
      fail: `pipeline {\n  environment {\n    DB_PASSWORD = 'k3pt-in-git-2026'\n  }\n}\n`,
      pass: `pipeline {\n  environment {\n    DB_PASSWORD = credentials('db')\n  }\n}\n`,
    },
  },
  {
    id: 'JENKINS-INTERPOLATED-COMMAND',
    title: 'A command of a Jenkinsfile is put together from parameters',
    severity: 'high',
    cwe: ['CWE-78'],
    controls: ['NIST 800-53 SI-10', 'NIST SSDF PW.5.1'],
    rationale:
      'Groovy fills the value in before the shell reads the command: a parameter with shell syntax runs as part of it. Names of branches and titles of changes are parameters too.',
    remediation: 'Use a text in single quotes, and let the shell read the variable.',
    on: 'jenkins.pipeline',
    pass: {
      commands: {
        no: {
          interpolates: true,
          text: {
            like: [
              '*${params.*',
              '*${env.CHANGE_*',
              '*${env.BRANCH_NAME*',
              '*$CHANGE_TITLE*',
              '*${env.GIT_BRANCH*',
            ],
          },
        },
      },
    },
    after: 'sh \'deploy --branch "$BRANCH_NAME"\'',
    examples: {
      file: JENKINS,
      fail: jenkins('sh "deploy ${params.VERSION}"'),
      pass: jenkins('sh \'deploy "$VERSION"\''),
    },
  },
  {
    id: 'JENKINS-PIPE-TO-SHELL',
    title: 'A Jenkinsfile runs a script that it downloads',
    severity: 'medium',
    cwe: ['CWE-494'],
    controls: INTEGRITY,
    rationale: 'Whoever changes what is at the address runs commands with the secrets of the job.',
    remediation: 'Download a fixed version, compare its checksum, then run it.',
    on: 'jenkins.pipeline',
    pass: {
      commands: {
        no: {
          text: {
            like: ['*curl *|*sh', '*wget *|*sh', '*curl *| bash*', '*wget *| bash*', '*curl *| sudo*'],
          },
        },
      },
    },
    after: "sh 'sha256sum -c tool.sum && ./tool'",
    examples: {
      file: JENKINS,
      fail: jenkins("sh 'curl -s https://example.com/i.sh | bash'"),
      pass: jenkins("sh 'make'"),
    },
  },
  {
    id: 'JENKINS-ON-CONTROLLER',
    title: 'A pipeline may run on the Jenkins controller itself',
    severity: 'low',
    cwe: ['CWE-653'],
    controls: LEAST,
    rationale: 'On the controller a build reads the credentials of every project.',
    remediation: 'Name a label of agents instead of `agent any`, and give the controller no executors.',
    on: 'jenkins.pipeline',
    when: { agent: { exists: true } },
    pass: { agent: { not: 'any' } },
    after: "agent { label 'linux' }",
    examples: { file: JENKINS, fail: 'pipeline {\n  agent any\n}\n', pass: 'pipeline {\n  agent none\n}\n' },
  },
  {
    id: 'JENKINS-TLS-OFF',
    title: 'A Jenkinsfile does not check certificates',
    severity: 'medium',
    cwe: ['CWE-295'],
    controls: ['NIST 800-53 SC-8', 'HIPAA 164.312(e)(1)'],
    rationale: 'Whoever is on the way between changes what the job downloads, and reads what it sends.',
    remediation: 'Remove the switch, and give the job the certificate of your own authority.',
    on: 'jenkins.pipeline',
    pass: {
      commands: {
        no: {
          text: {
            like: [
              '*curl* -k *',
              '*curl* --insecure*',
              '*wget*--no-check-certificate*',
              '*http.sslverify false*',
            ],
          },
        },
      },
    },
    after: "sh 'curl --cacert ca.pem https://example.com'",
    examples: {
      file: JENKINS,
      fail: jenkins("sh 'curl -k -o a https://example.com/a'"),
      pass: jenkins("sh 'curl -o a https://example.com/a'"),
    },
  },
];

export const OTHER_RULES: readonly ConfigurationRule[] = [...COMMON, ...OWN];
