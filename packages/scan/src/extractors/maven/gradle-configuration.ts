/** What a Gradle configuration is for, by its name: build scripts and lockfiles name nothing else. */
import { SCOPES, type Scope } from '@theriac/core';

/** The first pattern that fits decides; a name that nobody knows is taken for shipped. */
const TABLE: readonly (readonly [RegExp, Scope])[] = [
  [/test/i, 'test'],
  [
    /^(?:classpath|kapt|ksp)|annotationProcessor$|annotationProcessor|CompilerPlugin|^kotlinCompiler/i,
    'build',
  ],
  [/^(?:compileOnly|provided|compileOnlyApi)|CompileOnly(?:Api)?$/, 'optional'],
  [
    /^(?:developmentOnly|testAndDevelopmentOnly|checkstyle|pmd|spotbugs|findbugs|detekt|ktlint|jacoco|codenarc|spotless|lint|errorprone|debug)/,
    'development',
  ],
];

export function scopeOfConfiguration(name: string): Scope {
  return TABLE.find(([pattern]) => pattern.test(name))?.[1] ?? 'production';
}

/** The strongest scope of several configurations. */
export function strongestScope(configurations: readonly string[]): Scope {
  const scopes = new Set(configurations.map(scopeOfConfiguration));
  return SCOPES.find((s) => scopes.has(s)) ?? 'production';
}
