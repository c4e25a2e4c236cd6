import { describeSteps, type Move } from '@theriac/core';
import { moveOf } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { GRADLE_BUILDSCRIPT, GRADLE_KOTLIN, GRADLE_LOCK, GRADLE_SCRIPT, MAVEN } from './fix-recipes.ts';

const move = (over: Partial<Move> = {}): Move => moveOf({ name: 'org.a:lib', ...over });

test('the version changes where it is written: a property, the dependency, a parent', () => {
  expect(
    MAVEN.direct(
      move({
        declared: [{ allows: false, group: 'version', property: 'lib.version', manifest: '../pom.xml' }],
      }),
    ),
  ).toEqual([{ kind: 'edit', text: '<lib.version>2.0.0</lib.version>', file: '../pom.xml' }]);
  expect(
    MAVEN.direct(move({ declared: [{ allows: false, group: 'version', manifest: 'pom.xml' }] })),
  ).toEqual([
    {
      kind: 'edit',
      text: '<groupId>org.a</groupId>\n<artifactId>lib</artifactId>\n<version>2.0.0</version>',
      file: 'pom.xml',
    },
  ]);
});

test('a family with one property changes it once', () => {
  const declared = [{ allows: false, group: 'version', property: 'a.version', manifest: 'pom.xml' }];
  const together = [{ name: 'org.a:lib-core', version: '1.0.0', direct: true, pins: [], declared }];
  expect(MAVEN.direct(move({ declared, together }))).toHaveLength(1);
});

test('what a bill of materials elsewhere decides goes into dependency management, by the BOM of its family', () => {
  const [step] = MAVEN.direct(move({ declared: [{ allows: false, manifest: 'pom.xml' }] }));
  expect(step).toMatchObject({
    file: 'pom.xml',
    text: expect.stringContaining('<artifactId>lib</artifactId>'),
  });
  const [bom] = MAVEN.override?.(move({ lead: 'org.a:a-bom' })) ?? [];
  expect(bom).toMatchObject({ text: expect.stringContaining('<artifactId>a-bom</artifactId>') });
  expect(bom).toMatchObject({ text: expect.stringContaining('<scope>import</scope>') });
});

test('Gradle: a constraint in the script, then new lines for what it moves', () => {
  expect(GRADLE_LOCK.override?.(move())).toEqual([
    {
      kind: 'edit',
      text: 'dependencies {\n  constraints {\n    implementation("org.a:lib:2.0.0")\n  }\n}',
      file: 'build.gradle',
    },
    { kind: 'command', command: 'gradle dependencies --update-locks org.a:lib' },
  ]);
  const kotlin = GRADLE_LOCK.direct(move({ variant: GRADLE_KOTLIN, development: true, lead: 'org.a:a-bom' }));
  expect(kotlin[0]).toMatchObject({
    file: 'build.gradle.kts',
    text: 'dependencies {\n  testImplementation(platform("org.a:a-bom:2.0.0"))\n}',
  });
  const [forBuild] = GRADLE_LOCK.direct(move({ variant: GRADLE_BUILDSCRIPT }));
  expect(forBuild).toMatchObject({ text: expect.stringMatching(/^buildscript \{\n.*classpath/s) });
  expect(describeSteps(GRADLE_SCRIPT.direct(move({ declared: [{ allows: false }] })))).toBe(
    'build.gradle: org.a:lib:2.0.0',
  );
});
