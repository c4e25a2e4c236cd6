/** Dockerfiles; the labels are at files, one for each instruction. */
import type { LabelledFolders } from '../labelled-folders.ts';

const QUOTES = {
  'fail/Dockerfile.run.quotes.RUN':
    'One of its lines has a quote that no shell would close: the build stops there.',
};

export const DOCKERFILE_FOLDERS: LabelledFolders = {
  EnvGitSslNoVerify: { topic: 'software', rules: ['SC-TLS-OFF'], differs: QUOTES },
  EnvNodeTlsRejectUnauthorized: { topic: 'software', rules: ['SC-TLS-OFF'], differs: QUOTES },
  EnvNpmConfigStrictSsl: { topic: 'software', rules: ['SC-TLS-OFF'], differs: QUOTES },
  EnvPipTrustedHost: { topic: 'software', rules: ['SC-TLS-OFF'] },
  EnvPythonHttpsVerify: { topic: 'software', rules: ['SC-TLS-OFF'], differs: QUOTES },
  RunApkAllowUntrusted: { topic: 'software', rules: ['SC-UNSIGNED-PACKAGES'] },
  RunAptGetAllowUnauthenticated: { topic: 'software', rules: ['SC-UNSIGNED-PACKAGES'] },
  RunAptGetForceYes: { topic: 'software', rules: ['SC-UNSIGNED-PACKAGES'] },
  RunChpasswd: { topic: 'identity', rules: ['CFG-DOCKER-PASSWORD'] },
  RunNpmConfigSetStrictSsl: { topic: 'software', rules: ['SC-TLS-OFF'] },
  RunPipTrustedHost: { topic: 'software', rules: ['SC-TLS-OFF'] },
  RunRpmNoSignature: { topic: 'software', rules: ['SC-UNSIGNED-PACKAGES'] },
  RunUnsafeCurl: { topic: 'software', rules: ['SC-TLS-OFF'] },
  RunUnsafeWget: { topic: 'software', rules: ['SC-TLS-OFF'] },
  RunUsingSudo: { topic: 'hardening', rules: ['CFG-DOCKER-SUDO'] },
  RunYumConfigManagerSslVerify: { topic: 'software', rules: ['SC-TLS-OFF'] },
  RunYumNoGpgCheck: { topic: 'software', rules: ['SC-UNSIGNED-PACKAGES'] },
};
