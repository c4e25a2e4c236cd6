/** Programs that an image to be run should not hold, by the names under which they are started. */
import type { RuntimeExtra } from '@theriac/govern';

/** Folders in which programs are looked for. */
export const PROGRAM_FOLDERS = [
  'usr/bin',
  'usr/sbin',
  'usr/local/bin',
  'usr/local/sbin',
  'bin',
  'sbin',
] as const;

export const EXTRAS: Readonly<Record<RuntimeExtra, readonly string[]>> = {
  shell: ['sh', 'ash', 'bash', 'csh', 'dash', 'fish', 'ksh', 'mksh', 'pwsh', 'tcsh', 'yash', 'zsh'],
  'package-manager': [
    ...['apk', 'apt', 'apt-get', 'aptitude', 'dnf', 'dpkg', 'microdnf', 'opkg', 'pacman', 'rpm', 'tdnf'],
    ...['yum', 'zypper', 'conda', 'gem', 'npm', 'pip', 'pip3', 'pnpm', 'yarn', 'composer', 'bundle', 'uv'],
  ],
  compiler: [
    ...['as', 'bazel', 'c++', 'cargo', 'cc', 'clang', 'cmake', 'cpp', 'g++', 'gcc', 'gfortran', 'go'],
    ...['gradle', 'javac', 'ld', 'make', 'mvn', 'ninja', 'rustc', 'tsc'],
  ],
  download: ['aria2c', 'curl', 'ftp', 'lftp', 'lynx', 'rsync', 'scp', 'sftp', 'tftp', 'wget'],
  debugger: [
    ...['gdb', 'gdbserver', 'ltrace', 'perf', 'strace', 'tcpdump', 'tshark', 'dumpcap'],
    ...['masscan', 'nc', 'ncat', 'netcat', 'nmap', 'socat'],
  ],
  'remote-access': [
    ...[
      'dropbear',
      'in.ftpd',
      'in.telnetd',
      'proftpd',
      'rlogind',
      'rshd',
      'sshd',
      'telnetd',
      'tightvncserver',
    ],
    ...['vncserver', 'vsftpd', 'Xvnc', 'xrdp', 'x11vnc'],
  ],
  'version-control': ['git', 'hg', 'svn', 'bzr', 'cvs'],
};
