/** Which folders of this machine are not files of its own: pseudo file systems, those of other machines, of containers. */
import { readFileSync } from 'node:fs';

/** Types of file systems that hold no installed software. */
const PSEUDO: ReadonlySet<string> = new Set([
  ...['autofs', 'binfmt_misc', 'bpf', 'cgroup', 'cgroup2', 'configfs', 'debugfs', 'devpts', 'devtmpfs'],
  ...['efivarfs', 'fusectl', 'hugetlbfs', 'mqueue', 'nsfs', 'proc', 'pstore', 'ramfs', 'rpc_pipefs'],
  ...['securityfs', 'selinuxfs', 'sysfs', 'tmpfs', 'tracefs'],
]);
/** Of other machines: their own scan is due there. */
const REMOTE =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|glusterfs|lustre|ocfs2|gfs2|sshfs|fuse\.(?:sshfs|s3fs|gcsfuse|rclone|glusterfs))$/;
/** Images and containers, which are targets of their own. */
const CONTAINERS = [
  'var/lib/docker',
  'var/lib/containerd',
  'var/lib/containers',
  'var/lib/kubelet',
  'var/lib/lxc',
  'var/lib/lxd',
  'var/snap/lxd',
];
const ALWAYS = ['proc', 'sys', 'dev', 'run', 'tmp', 'var/tmp'];

/** Paths without a leading slash. */
export function foldersOfOthers(mounts: string): ReadonlySet<string> {
  const left = new Set([...ALWAYS, ...CONTAINERS]);
  for (const line of mounts.split('\n')) {
    const [, place = '', type = ''] = line.split(' ');
    if (place === '/' || place === '') continue;
    // Spaces and others are octal.
    const path = place.replace(/\\([0-7]{3})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 8)),
    );
    if (PSEUDO.has(type) || REMOTE.test(type) || type === 'overlay') left.add(path.slice(1));
  }
  return left;
}

export function hostMounts(): string {
  try {
    return readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return '';
  }
}
