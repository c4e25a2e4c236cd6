/** Databases of what distributions installed. */
import { zstdCompressSync } from 'node:zlib';
import { type Seed, SHA256 } from './seed.ts';

const apkPackage = (name: string, version: string, more: string = ''): string =>
  `C:Q1${'A'.repeat(26)}=
P:${name}
V:${version}
A:x86_64
S:40960
I:81920
T:A package of Alpine
U:https://alpine.example/
L:MIT
o:${name}
m:Ann Roe <ann@example.org>
t:1700000000
c:${SHA256.slice(0, 40)}
${more}F:usr
F:usr/bin
R:${name}
a:0:0:755
Z:Q1${'A'.repeat(26)}=

`;

const debPackage = (name: string, version: string, more: string = ''): string =>
  `Package: ${name}
Status: install ok installed
Priority: required
Section: utils
Installed-Size: 100
Maintainer: Ann Roe <ann@example.org>
Architecture: amd64
Version: ${version}
${more}Description: a package of Debian
 with a second line
Homepage: https://debian.example/

`;

const opkgPackage = (name: string, version: string): string =>
  `Package: ${name}
Version: ${version}
Depends: libc
Status: install user installed
Architecture: mipsel_24kc
Installed-Time: 1700000000

`;

const pacmanDesc = (name: string, version: string): string =>
  `%NAME%\n${name}\n\n%VERSION%\n${version}\n\n%BASE%\n${name}\n\n%DESC%\nA package of Arch\n\n%ARCH%\nx86_64\n\n%LICENSE%\nMIT\n\n%VALIDATION%\npgp\n\n`;

const WALL = [
  '{"jsonwall":"1.0","schema":"1.0","count":4}',
  '{"kind":"content","slice":"base-files_base","path":"/etc/"}',
  `{"kind":"package","name":"base-files","version":"12ubuntu4.4","sha256":"${SHA256}","arch":"amd64"}`,
  `{"kind":"package","name":"libc6","version":"2.35-0ubuntu3.5","sha256":"${SHA256}","arch":"amd64"}`,
  '{"kind":"slice","name":"base-files_base"}',
  '',
].join('\n');

const DEBIAN = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n' };

export const SYSTEM: readonly Seed[] = [
  {
    extractor: 'os/release',
    files: { 'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\nVERSION_ID="12"\n' },
  },
  {
    extractor: 'os/dpkg',
    files: {
      'var/lib/dpkg/status':
        debPackage('adduser', '3.134', 'Depends: passwd\n') +
        debPackage('libc6', '2.36-9+deb12u3', 'Depends: libgcc-s1\nSource: glibc\n') +
        debPackage('libgcc-s1', '12.2.0-14') +
        debPackage('passwd', '1:4.13+dfsg1-1', 'Depends: libc6 (>= 2.14)\n'),
      ...DEBIAN,
    },
  },
  {
    extractor: 'os/dpkg',
    files: {
      'var/lib/dpkg/status.d/libc6': debPackage('libc6', '2.36-9+deb12u3').trimEnd().concat('\n'),
      ...DEBIAN,
    },
  },
  {
    extractor: 'os/opkg',
    files: {
      'usr/lib/opkg/status':
        opkgPackage('busybox', '1.36.1-1') + opkgPackage('libc', '1.2.4-4') + opkgPackage('zlib', '1.3-1'),
    },
  },
  {
    extractor: 'os/apk',
    files: {
      'lib/apk/db/installed':
        apkPackage('musl', '1.2.4-r2', 'p:so:libc.musl-x86_64.so.1=1\n') +
        apkPackage('busybox', '1.36.1-r5', 'D:so:libc.musl-x86_64.so.1\n') +
        apkPackage('zlib', '1.3-r2', 'D:so:libc.musl-x86_64.so.1\n'),
      'etc/os-release': 'ID=alpine\nVERSION_ID=3.19.0\n',
      'etc/apk/world': 'busybox\nzlib\n',
    },
  },
  {
    extractor: 'os/pacman',
    files: {
      'var/lib/pacman/local/zlib-1:1.3-2/desc': pacmanDesc('zlib', '1:1.3-2'),
      'etc/os-release': 'ID=arch\n',
    },
  },
  {
    extractor: 'os/portage',
    files: { 'var/db/pkg/sys-libs/zlib-1.3-r2/PF': 'zlib-1.3-r2\n' },
  },
  {
    extractor: 'os/snap',
    files: {
      'snap/clinic/1/meta/snap.yaml':
        'name: clinic\nversion: 1.0.0\nsummary: A clinic\narchitectures:\n- amd64\nbase: core22\nconfinement: strict\ngrade: stable\n',
    },
  },
  {
    extractor: 'os/chisel',
    files: {
      'var/lib/chisel/manifest.wall': zstdCompressSync(WALL),
      'etc/os-release': 'ID=ubuntu\nVERSION_ID="22.04"\n',
    },
  },
];
