/** Rules about images as a whole. */
import { rulesOf } from '../shared/rule-rows.ts';

export const IMAGE_RULES = rulesOf('THERIAC-IMG', 'misconfiguration', {
  ROOT: {
    title: 'Image runs as root',
    severity: 'medium',
    cwe: ['CWE-250'],
    rationale: 'Whoever breaks into a process that runs as root has fewer steps left to the host.',
    remediation: 'Let the image run as another user: `USER 10001` after the last step that needs root.',
  },
  'BASE-UNAPPROVED': {
    title: 'Base image is not an approved one',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale: 'A base that nobody approved brings packages that nobody answers for.',
    remediation: 'Build upon a base of `images.approved`, or have this one approved.',
  },
  'BASE-DRIFT': {
    title: 'Base image is not the approved state of it',
    severity: 'medium',
    cwe: ['CWE-1357'],
    rationale: 'The name is that of an approved base and the content is another: older, or changed.',
    remediation: 'Pin the base by the approved digest, and build anew.',
  },
  'BASE-UNKNOWN': {
    title: 'Base image cannot be recognised',
    severity: 'low',
    cwe: ['CWE-1357'],
    rationale:
      'Only approved bases may be built upon, and nothing shows upon which one this image was built.',
    remediation:
      'Build with the label `org.opencontainers.image.base.digest`, or name the layers of the base.',
  },
  SHELL: {
    title: 'Image to be run holds a shell',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'A shell turns a flaw that runs one command into one that runs any.',
    remediation: 'Copy what runs into an image without a shell in a last stage.',
  },
  'PACKAGE-MANAGER': {
    title: 'Image to be run holds a package manager',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale:
      'It installs tools for an attacker, and brings packages of its own that have to be kept up to date.',
    remediation: 'Copy what runs into an image without a package manager in a last stage.',
  },
  COMPILER: {
    title: 'Image to be run holds a compiler or build tools',
    severity: 'medium',
    cwe: ['CWE-1104'],
    rationale: 'Build tools bring most of the packages of an image, and let attackers build theirs in place.',
    remediation: 'Build in one stage, and copy the result into another.',
  },
  DOWNLOAD: {
    title: 'Image to be run holds a program that downloads',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'It fetches what an attacker wants to run, and sends out what was found.',
    remediation: 'Download in a stage of the build, and copy the result.',
  },
  DEBUGGER: {
    title: 'Image to be run holds a debugger or a network scanner',
    severity: 'medium',
    cwe: ['CWE-489'],
    rationale: 'It reads the memory of processes, patients included, or looks for the next machine.',
    remediation: 'Leave it out; debug with a container of its own beside the one that runs.',
  },
  'REMOTE-ACCESS': {
    title: 'Image holds a server for remote access',
    severity: 'medium',
    cwe: ['CWE-1125'],
    rationale: 'A way in that the platform does not know of, with accounts and keys of its own.',
    remediation: 'Leave it out; the platform gives access and records it.',
  },
  'VERSION-CONTROL': {
    title: 'Image to be run holds a version control program',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'It fetches code, and is in an image only because something was built there.',
    remediation: 'Fetch code in a stage of the build, and copy the result.',
  },
  'VERSION-CONTROL-DATA': {
    title: 'Image holds the history of its source code',
    severity: 'medium',
    cwe: ['CWE-527'],
    rationale:
      'All that was ever committed is in it: code, names of persons, secrets that were taken out later.',
    remediation: 'Add `.git` to `.dockerignore`.',
  },
  'SET-ID-UNOWNED': {
    title: 'File that no package owns runs with the rights of its owner',
    severity: 'high',
    cwe: ['CWE-250', 'CWE-732'],
    rationale:
      'Whoever starts it has the rights of its owner, and no package manager vouches for what it does.',
    remediation: 'Take the bit away (`chmod u-s,g-s`), or name the file in `images.allowSetId`.',
  },
  'SET-ID': {
    title: 'Programs run with the rights of their owner',
    severity: 'low',
    cwe: ['CWE-250'],
    rationale: 'Containers need none of them, and a flaw in one makes its user root.',
    remediation: 'Take the bits away (`chmod u-s,g-s`), or run with `no-new-privileges`.',
  },
  'PORT-REMOTE-ACCESS': {
    title: 'Image offers a port for remote access',
    severity: 'medium',
    cwe: ['CWE-1125'],
    rationale: 'A way in that the platform does not know of, with accounts and keys of its own.',
    remediation: 'Take the port out of the image; the platform gives access and records it.',
  },
  'PORT-CLEAR-TEXT': {
    title: 'Image offers a port of a protocol without encryption',
    severity: 'medium',
    cwe: ['CWE-319'],
    rationale: 'What is sent there, patients included, can be read and changed on the way.',
    remediation: 'Offer the protocol over TLS.',
  },
  'EMPTY-PASSWORD': {
    title: 'Account without a password',
    severity: 'high',
    cwe: ['CWE-258'],
    rationale: 'Everybody who reaches a login is that account.',
    remediation: 'Lock the account: `passwd -l NAME`.',
  },
  'SECOND-ROOT': {
    title: 'Another account than root has its rights',
    severity: 'high',
    cwe: ['CWE-250'],
    rationale: 'A second account with number 0 is how intruders stay, and never what an application needs.',
    remediation: 'Give the account a number of its own, or remove it.',
  },
  PRELOAD: {
    title: 'A library is loaded into every program',
    severity: 'medium',
    cwe: ['CWE-426'],
    rationale: 'It sees all that programs do: a place where malware hides.',
    remediation: 'Remove `etc/ld.so.preload` and the variable LD_PRELOAD, or say why they are there.',
  },
  'TLS-OFF': {
    title: 'A variable of the image switches the check of certificates off',
    severity: 'high',
    cwe: ['CWE-295'],
    rationale: 'Whoever is on the way can answer for every server.',
    remediation: 'Remove the variable; add the certificate of your own authority to the image instead.',
  },
  OLD: {
    title: 'Image was built more than half a year ago',
    severity: 'low',
    cwe: ['CWE-1104'],
    rationale: 'What was fixed in its base and packages since then is not in it.',
    remediation: 'Build it anew, at least each month.',
  },
} as const);
