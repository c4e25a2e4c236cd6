/** Images as their Dockerfiles make them. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { NO_SECRET_NAMES, PLACEHOLDERS, SECRET_NAMES } from '../shared/secret-names.ts';

const image = (...lines: readonly string[]): string =>
  `FROM registry.example/base:1\n${lines.map((l) => `${l}\n`).join('')}`;
const FILE = 'Dockerfile';
const MINIMUM = ['HIPAA 164.312(a)(1)', 'NIST 800-53 AC-6'];

export const DOCKERFILE_RULES: readonly ConfigurationRule[] = [
  {
    id: 'DOCKER-ROOT',
    title: 'Image runs as root',
    severity: 'medium',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale: 'Whoever breaks into a process that runs as root has fewer steps left to the host.',
    remediation: 'Add `USER` with a user other than root after the last step that needs root.',
    on: 'docker.image',
    when: { from: { notLike: ['scratch', '*nonroot*', '*distroless*', '*chainguard*'] } },
    pass: { user: { notLike: ['root', '0', 'root:*', '0:*'], exists: true } },
    after: 'USER 10001',
    examples: {
      file: FILE,
      fail: 'FROM debian:13\nCMD ["/app"]\n',
      pass: image('USER 10001', 'CMD ["/app"]'),
    },
  },
  {
    id: 'DOCKER-SECRET',
    title: 'Secret stands in the Dockerfile',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: ['HIPAA 164.312(d)', 'NIST 800-53 IA-5'],
    rationale: 'The value is in the image and in its history, for everybody who can pull it.',
    remediation: 'Mount it while building (`RUN --mount=type=secret`), or give it to the container.',
    on: 'docker.image',
    pass: {
      variables: {
        no: {
          '@key': { like: SECRET_NAMES, notLike: NO_SECRET_NAMES },
          '@value': { exists: true, notLike: [...PLACEHOLDERS, '$*', '/*'] },
        },
      },
    },
    secret: true,
    after: 'RUN --mount=type=secret,id=token ./fetch',
    examples: { file: FILE, fail: image('ENV DB_PASSWORD=example'), pass: image('ARG DB_PASSWORD') },
  },
  {
    id: 'DOCKER-SSH',
    title: 'Image offers SSH',
    severity: 'medium',
    cwe: ['CWE-668'],
    controls: ['NIST 800-53 CM-7'],
    rationale: 'A login in every container has to be guarded, patched and logged like a host.',
    remediation: 'Remove the SSH server; use the runtime to look into a container.',
    on: 'docker.image',
    pass: { expose: { hasNone: 22 } },
    after: 'EXPOSE 8443',
    examples: { file: FILE, fail: image('EXPOSE 22'), pass: image('EXPOSE 8443/tcp') },
  },
  {
    id: 'DOCKER-OPEN-PERMISSIONS',
    title: 'Files that everybody can write',
    severity: 'medium',
    cwe: ['CWE-732'],
    controls: MINIMUM,
    rationale: 'Every process of the image can change them, also those that run as another user for safety.',
    remediation: 'Give the files to the user that needs them (`COPY --chown`).',
    on: 'docker.image',
    pass: {
      'run.*': {
        notLike: [
          '*chmod 777 *',
          '*chmod -r 777 *',
          '*chmod a+rwx *',
          '*chmod -r a+rwx *',
          '*chmod 0777 *',
          '*chmod -r 0777 *',
        ],
      },
    },
    after: 'COPY --chown=10001:10001 app /app',
    examples: { file: FILE, fail: image('RUN chmod -R 777 /app'), pass: image('RUN chmod 750 /app') },
  },
  {
    id: 'DOCKER-SUDO',
    title: 'Image uses sudo',
    severity: 'low',
    cwe: ['CWE-250'],
    controls: MINIMUM,
    rationale:
      'Steps of a build are root where they need to be; sudo stays in the image as a way to become root.',
    remediation: 'Use `USER` before and after the step.',
    on: 'docker.image',
    pass: { 'run.*': { notLike: ['sudo *', '*&& sudo *', '*; sudo *'] } },
    after: 'USER root\nRUN apt-get update\nUSER 10001',
    examples: { file: FILE, fail: image('RUN sudo apt-get update'), pass: image('RUN apt-get update') },
  },
  {
    id: 'DOCKER-PASSWORD',
    title: 'A password of a user is set while the image is built',
    severity: 'medium',
    cwe: ['CWE-259'],
    controls: ['HIPAA 164.312(d)', 'NIST 800-53 IA-5'],
    rationale: 'It is the same in every container, and its hash, or the password itself, is in the image.',
    remediation: 'Lock the account; who runs a command in a container needs no password.',
    on: 'docker.image',
    pass: { 'run.*': { notLike: ['*chpasswd*', '*passwd --stdin*', '*usermod -p *', '*useradd -p *'] } },
    after: 'RUN passwd --lock app',
    examples: {
      file: FILE,
      fail: image("RUN echo 'app:example' | chpasswd"),
      pass: image('RUN passwd --lock app'),
    },
  },
];
