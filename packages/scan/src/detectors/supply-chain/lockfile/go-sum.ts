/** go.sum: every module version has a hash of its tree and one of its go.mod. Only this check reads every line. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';

export function goSumFacts(text: string): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [name, version, sum] = line.trim().split(/\s+/, 3);
    if (name === undefined || name === '' || version === undefined) continue;
    packages.push({
      name,
      version,
      source: 'registry',
      integrity: sum === undefined ? [] : [sum],
      line: () => index + 1,
    });
  }
  return { ecosystem: 'golang', packages, hashes: true };
}
