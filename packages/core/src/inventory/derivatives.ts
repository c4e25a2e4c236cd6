/**
 * Distributions without advisories that anybody publishes in OSV, and what they are made from. Their packages are built
 * anew, patched or mixed with others, so that a fix in the one they are made from proves nothing for them. Source: the
 * ID_LIKE field of their os-release, and the projects' own pages.
 */
const PARENTS: ReadonlyMap<string, string> = new Map([
  ['linuxmint', 'ubuntu'],
  ['pop', 'ubuntu'],
  ['elementary', 'ubuntu'],
  ['zorin', 'ubuntu'],
  ['neon', 'ubuntu'],
  ['tuxedo', 'ubuntu'],
  ['kali', 'debian'],
  ['raspbian', 'debian'],
  ['devuan', 'debian'],
  ['parrot', 'debian'],
  ['mx', 'debian'],
  ['deepin', 'debian'],
  ['pureos', 'debian'],
  ['astra', 'debian'],
  ['centos', 'rhel'],
  ['ol', 'rhel'],
  ['scientific', 'rhel'],
  ['eurolinux', 'rhel'],
  ['cloudlinux', 'rhel'],
  ['virtuozzo', 'rhel'],
  ['amzn', 'fedora'],
  ['nobara', 'fedora'],
  ['postmarketos', 'alpine'],
  ['manjaro', 'arch'],
  ['endeavouros', 'arch'],
  ['anolis', 'rhel'],
  ['opencloudos', 'rhel'],
  ['kylin', 'openeuler'],
]);

/** The id of the distribution that this one is made from; undefined: none, or it is not known. */
export function parentOf(id: string): string | undefined {
  return PARENTS.get(id);
}
