// biome-ignore-all lint/suspicious/noTemplateCurlyInString: build scripts write their variables so.

import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { scopeOfConfiguration } from './gradle-configuration.ts';
import { extractors } from './index.ts';

const run = (id: string, files: MemoryFiles, path = Object.keys(files)[0] ?? '') =>
  extractInMemory(extractorOf(extractors, `maven/${id}`), files, path);

test('lockfiles: configurations give the scope, the build script what is direct, bad lines are reported', async () => {
  const { roots, unknowns } = await run('gradle-lockfile', {
    'gradle.lockfile':
      '# comment\na.b:c:1.0=compileClasspath,runtimeClasspath,testRuntimeClasspath\nd:e:2.0=testRuntimeClasspath\nf:g:3=annotationProcessor\n>>>\nempty=kapt\n',
    'build.gradle': "dependencies { implementation 'a.b:c:1.0'\n testImplementation 'd:e:2.0' }",
  });
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.direct, c.location.line])).toEqual([
    ['a.b:c@1.0', 'production', true, 2],
    ['d:e@2.0', 'test', true, 3],
    ['f:g@3', 'build', false, 4],
  ]);
  expect(unknowns).toMatchObject([{ reason: 'unparseable', location: { line: 5 }, losesComponents: true }]);
});

test('the lockfile of the build script is for building', async () => {
  const { roots } = await run('gradle-lockfile', { 'buildscript-gradle.lockfile': 'a:b:1=classpath\n' });
  expect(roots[0]?.components[0]?.scope).toBe('build');
});

test('a version catalog lists what no build script around it takes: those list it themselves', async () => {
  const { roots } = await run('version-catalog', {
    'app/gradle/libs.versions.toml': `[libraries]
junit-core = "junit:junit:4.13"
mocks = "org.mock:mocks:1.0"
both = "org.both:both:1.0"
lint-rules = "org.lint:rules:1.0"
listed = "org.listed:listed:1.0"
named = "org.named:named:1.0"
unused = "org.unused:unused:1.0"
elsewhere = "org.elsewhere:elsewhere:1.0"
[bundles]
testing = ["mocks"]
`,
    'app/one/build.gradle.kts': `dependencies {
  testImplementation(libs.junit.core)
  androidTestImplementation(libs.bundles.testing)
  testImplementation(libs.both)
  val names = listOf(libs.named)
  testImplementation(libs.listed)
}`,
    'app/two/build.gradle': `dependencies {
  implementation libs.both
  compileOnly platform(libs.lint.rules)
}`,
    'other/build.gradle': 'dependencies { testImplementation libs.elsewhere }',
  });
  expect(roots[0]?.components.map((c) => [c.name, c.scope])).toEqual([
    ['org.named:named', 'production'],
    ['org.unused:unused', 'production'],
    ['org.elsewhere:elsewhere', 'production'],
  ]);
});

const GROOVY = `
buildscript { dependencies { classpath 'org.spring:plugin:3.1' } }
def hapi = '6.8.0'
ext { jackson = "2.15.2" }
dependencies {
    // implementation 'commented:out:1'
    implementation "ca.uhn.hapi:hapi-base:$hapi", 'a:b:1.0'
    implementation "com.fasterxml:jackson:\${jackson}" // why
    api group: 'org.apache', name: 'commons', version: '1.2'
    api(group: 'g', name: 'n', version: fromProperties, classifier: 'x')
    testImplementation('junit:junit:4.13') {
        exclude group: 'org.hamcrest', module: 'hamcrest'
    }
    compileOnly 'javax:servlet'
    runtimeOnly 'dyn:amic:1.+'
    implementation project(':core:model')
    implementation libs.commons.lang3
    implementation libs.bundles.web
    implementation platform('org.bom:bom:5@pom')
    implementation fileTree(dir: 'libs', include: ['*.jar'])
    implementation "un:known:\${missing}"
    implementation(strict.module) { version { strictly '1' } }
    constraints { implementation 'javax:servlet:4.0' }
}
`;

test('Groovy: literals, variables, maps, projects, catalogs; what is computed is a known unknown', async () => {
  const { roots, unknowns } = await run('gradle-build', {
    'build.gradle': GROOVY,
    'gradle.properties': 'fromProperties=7.7\n',
    'gradle/libs.versions.toml':
      '[libraries]\ncommons-lang3 = "org.apache.commons:commons-lang3:3.12.0"\nw1 = "w:one:1"\n[bundles]\nweb = ["w1", "commons-lang3"]\n',
  });
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.location.line])).toEqual([
    ['org.spring:plugin@3.1', 'build', 2],
    ['ca.uhn.hapi:hapi-base@6.8.0', 'production', 7],
    ['a:b@1.0', 'production', 7],
    ['com.fasterxml:jackson@2.15.2', 'production', 8],
    ['org.apache:commons@1.2', 'production', 9],
    ['g:n@7.7', 'production', 10],
    ['junit:junit@4.13', 'test', 11],
    ['javax:servlet@4.0', 'optional', 14],
    ['dyn:amic@1.+', 'production', 15],
    ['project core/model', 'production', 16],
    ['org.apache.commons:commons-lang3@3.12.0', 'production', 17],
    ['w:one@1', 'production', 18],
    ['org.apache.commons:commons-lang3@3.12.0#2', 'production', 18],
    ['org.bom:bom@5', 'production', 19],
    ['un:known@', 'production', 21],
  ]);
  expect(unknowns.map((u) => [u.reason, u.location.line, u.losesComponents])).toEqual([
    ['unresolved-version', 15, false],
    ['dynamic', 20, true],
    ['unresolved-version', 21, false],
    ['dynamic', 22, true],
    ['unresolved-version', undefined, true],
  ]);
});

test('Kotlin: calls, named arguments, kotlin() and strings as configurations', async () => {
  const { roots } = await run('gradle-build', {
    'app/build.gradle.kts': `
val ktor = "2.3.0"
val extraVersion by extra("9.9")
dependencies {
    implementation("io.ktor:ktor-server:$ktor")
    api(group = "g", name = "n", version = "1")
    implementation(kotlin("stdlib", "1.9.0"))
    "kapt"("p:processor:1.1")
    implementation("x:y:$extraVersion")
    add("testImplementation", "t:t:2")
    implementation(
        "multi:line:3",
    )
    implementation("rich:v") { version { strictly("4.4") } }
}`,
  });
  expect(roots[0]?.components.map((c) => [c.key, c.scope, c.location.line])).toEqual([
    ['io.ktor:ktor-server@2.3.0', 'production', 5],
    ['g:n@1', 'production', 6],
    ['org.jetbrains.kotlin:kotlin-stdlib@1.9.0', 'production', 7],
    ['p:processor@1.1', 'build', 8],
    ['x:y@9.9', 'production', 9],
    ['t:t@2', 'test', 10],
    ['multi:line@3', 'production', 11],
    ['rich:v@4.4', 'production', 14],
  ]);
});

test('a lockfile beside the script speaks for it', async () => {
  const files = { 'build.gradle': GROOVY, 'gradle.lockfile': '' };
  expect(await run('gradle-build', files)).toMatchObject({ roots: [], unknowns: [] });
});

damaged(extractorOf(extractors, 'maven/gradle-build'), 'build.gradle', GROOVY);

test.each([
  ['runtimeClasspath', 'production'],
  ['testCompileClasspath', 'test'],
  ['androidTestImplementation', 'test'],
  ['annotationProcessor', 'build'],
  ['compileOnly', 'optional'],
  ['checkstyle', 'development'],
])('the configuration %s is for %s', (name, scope) => {
  expect(scopeOfConfiguration(name)).toBe(scope);
});

test('a dependency on the project at the root has a name, however it is written', async () => {
  const { roots } = await run('gradle-build', {
    'build.gradle': "dependencies {\n  implementation project('')\n  implementation project(':')\n}\n",
  });
  expect(roots[0]?.components.map((c) => c.name)).toEqual([':', ':']);
});
