/** The `release` file of a Java runtime (JEP 223): whose build it is, and which release. */

export interface JavaRelease {
  /** Name in its package URL. */
  readonly name: string;
  readonly cpe: readonly [vendor: string, product: string];
  readonly version: string;
}

/** IMPLEMENTOR → name and CPE; every other build of OpenJDK is called by the project's name. */
const BUILDS: readonly { readonly by: RegExp; readonly name: string; readonly cpe: JavaRelease['cpe'] }[] = [
  { by: /^Eclipse Adoptium|^AdoptOpenJDK/, name: 'temurin', cpe: ['eclipse', 'temurin'] },
  { by: /^Amazon/, name: 'corretto', cpe: ['amazon', 'corretto'] },
  { by: /^Azul/, name: 'zulu', cpe: ['azul', 'zulu'] },
  { by: /^BellSoft/, name: 'liberica', cpe: ['bellsoft', 'libericajdk'] },
  { by: /^GraalVM/, name: 'graalvm', cpe: ['oracle', 'graalvm'] },
  { by: /^Oracle/, name: 'oracle-jdk', cpe: ['oracle', 'jdk'] },
];

/** @returns undefined for another file of that name */
export function readJavaRelease(text: string): JavaRelease | undefined {
  const values = new Map<string, string>();
  for (const line of text.slice(0, 64 * 1024).split('\n')) {
    const [, key = '', value = ''] = /^([A-Z_]{1,40})="([^"]{0,2000})"/.exec(line) ?? [];
    values.set(key, value);
  }
  const stated = values.get('JAVA_VERSION');
  if (stated === undefined || !/^\d[\d._]{0,30}$/.test(stated)) return undefined;
  const implementor = values.get('IMPLEMENTOR') ?? '';
  const { name, cpe } = BUILDS.find(({ by }) => by.test(implementor)) ?? {
    name: 'openjdk',
    cpe: ['oracle', 'openjdk'] as const,
  };
  // 1.8.0_392 is release 8, update 392: advisories write 8.0.392.
  return { name, cpe, version: stated.replace(/^1\.(\d)\.0_?/, '$1.0.').replace(/\.$/, '.0') };
}
