import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editorFor } from './index.ts';

/** File, contents before, text of the step, contents afterwards; undefined: no place for it. */
type Row = readonly [name: string, file: string, before: string, text: string, after: string | undefined];

const ROWS: readonly Row[] = [
  [
    'an override beside others',
    'package.json',
    '{\n  "name": "x",\n  "overrides": {\n    "a": "1"\n  }\n}\n',
    '{"overrides":{"b@1 || 2":"^3"}}',
    '{\n  "name": "x",\n  "overrides": {\n    "a": "1",\n    "b@1 || 2": "^3"\n  }\n}\n',
  ],
  [
    'an override of the first',
    'web/package.json',
    '{\n\t"name": "x"\n}\n',
    '{"overrides":{"p":{"b":"3"}}}',
    '{\n\t"name": "x",\n\t"overrides": {\n\t\t"p": {\n\t\t\t"b": "3"\n\t\t}\n\t}\n}\n',
  ],
  [
    'a file with comments',
    'deno.json',
    '{\n  // why\n  "imports": {}\n}\n',
    '{"imports":{"a":"npm:a@2"}}',
    '{\n  // why\n  "imports": {\n    "a": "npm:a@2"\n  }\n}\n',
  ],
  ['a file that is no JSON', 'package.json', '{"a":', '{"b":1}', undefined],
  ['words for JSON', 'package.json', '{}', 'write it', undefined],
  [
    'lines that end with CR LF',
    'package.json',
    '{\r\n  "name": "x"\r\n}\r\n',
    '{"overrides":{"a":"1"}}',
    '{\r\n  "name": "x",\r\n  "overrides": {\r\n    "a": "1"\r\n  }\r\n}\r\n',
  ],

  [
    'a workspace with overrides',
    'pnpm-workspace.yaml',
    "# ours\npackages:\n  - a\noverrides:\n  'x': '1'\n",
    "overrides:\n  'b@1': '^3'",
    "# ours\npackages:\n  - a\noverrides:\n  'x': '1'\n  b@1: ^3\n",
  ],
  [
    'a workspace without any',
    'pnpm-workspace.yaml',
    'packages:\n  - a\n',
    "overrides:\n  'b': '3'",
    'packages:\n  - a\noverrides:\n  b: "3"\n',
  ],
  ['no workspace yet', 'pnpm-workspace.yaml', '', "overrides:\n  'b': '3'", 'overrides:\n  b: "3"\n'],
  [
    'a list where a mapping should be',
    'pnpm-workspace.yaml',
    'overrides: []\n',
    "overrides:\n  'b': '3'",
    undefined,
  ],

  [
    'a table that is there',
    'Cargo.toml',
    '[package]\nname = "x"\n\n[dependencies]\na = "1" # why\nb = { version = "1", features = ["f"] }\n',
    '[dependencies]\nb = "2"',
    '[package]\nname = "x"\n\n[dependencies]\na = "1" # why\nb = { version = "2", features = ["f"] }\n',
  ],
  [
    'a table that is not there',
    'pyproject.toml',
    '[project]\nname = "x"\n',
    '[tool.uv]\noverride-dependencies = ["b>=2"]',
    '[project]\nname = "x"\n\n[tool.uv]\noverride-dependencies = ["b>=2"]\n',
  ],
  [
    'a list of several lines',
    'pyproject.toml',
    '[tool.uv]\nconstraint-dependencies = [\n  "a>=1",\n  "b>=1",\n]\n[x]\n',
    '[tool.uv]\nconstraint-dependencies = ["b>=2"]',
    '[tool.uv]\nconstraint-dependencies = ["a>=1", "b>=2"]\n[x]\n',
  ],
  [
    'a requirement in a list',
    'pyproject.toml',
    '[project]\nname = "requests-tool"\ndependencies = [\n  "Requests>=1; python_version < \'4\'",\n]\n',
    'requests>=2.31',
    '[project]\nname = "requests-tool"\ndependencies = [\n  "requests>=2.31; python_version < \'4\'",\n]\n',
  ],
  ['a requirement that is not there', 'pyproject.toml', '[project]\nname = "x"\n', 'requests>=2', undefined],

  [
    'a property',
    'pom.xml',
    '<project><properties><!-- <a.v>0</a.v> --><a.v>1</a.v></properties></project>',
    '<a.v>2</a.v>',
    '<project><properties><!-- <a.v>0</a.v> --><a.v>2</a.v></properties></project>',
  ],
  ['a property that is not there', 'pom.xml', '<project><properties/></project>', '<a.v>2</a.v>', undefined],
  [
    'the version of a dependency',
    'api/pom.xml',
    '<project><!-- <dependency><groupId>g</groupId><artifactId>a</artifactId><version>0</version></dependency> --><dependency><groupId>g</groupId><artifactId>b</artifactId><version>1</version><exclusions><exclusion><groupId>g</groupId><artifactId>a</artifactId></exclusion></exclusions></dependency><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency></project>',
    '<groupId>g</groupId>\n<artifactId>a</artifactId>\n<version>2</version>',
    '<project><!-- <dependency><groupId>g</groupId><artifactId>a</artifactId><version>0</version></dependency> --><dependency><groupId>g</groupId><artifactId>b</artifactId><version>1</version><exclusions><exclusion><groupId>g</groupId><artifactId>a</artifactId></exclusion></exclusions></dependency><dependency><groupId>g</groupId><artifactId>a</artifactId><version>2</version></dependency></project>',
  ],
  [
    'the parent',
    'pom.xml',
    '<project><parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent></project>',
    '<groupId>g</groupId>\n<artifactId>a</artifactId>\n<version>2</version>',
    '<project><parent><groupId>g</groupId><artifactId>a</artifactId><version>2</version></parent></project>',
  ],
  [
    'a version that the parent decides',
    'pom.xml',
    '<project><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency></project>',
    '<groupId>g</groupId>\n<artifactId>a</artifactId>\n<version>2</version>',
    undefined,
  ],
  [
    'dependency management that is there',
    'pom.xml',
    '<project><dependencyManagement><dependencies></dependencies></dependencyManagement></project>',
    '<dependencyManagement>\n  <dependencies>\n    <dependency>x</dependency>\n  </dependencies>\n</dependencyManagement>',
    '<project><dependencyManagement><dependencies>\n    <dependency>x</dependency></dependencies></dependencyManagement></project>',
  ],
  [
    'dependency management that is not',
    'pom.xml',
    '<project>\n</project>\n',
    '<dependencyManagement>\n  <dependencies>\n    <dependency>x</dependency>\n  </dependencies>\n</dependencyManagement>',
    '<project>\n  <dependencyManagement>\n    <dependencies>\n      <dependency>x</dependency>\n    </dependencies>\n  </dependencyManagement>\n</project>\n',
  ],

  [
    'a pinned line',
    'requirements.txt',
    'a==1\nMy.Pkg[x]==1 ; python_version < "4"  # why\nb==1\n',
    'my-pkg==2',
    'a==1\nmy-pkg==2 ; python_version < "4"  # why\nb==1\n',
  ],
  ['a line that is not there', 'requirements/prod.txt', 'a==1', 'b==2', 'a==1\nb==2\n'],
  ['an empty file', 'constraints.txt', '', 'b==2', 'b==2\n'],
  ['a line with hashes', 'requirements.txt', 'a==1 \\\n    --hash=sha256:00\n', 'a==2', undefined],
  [
    'a line that ends with CR LF',
    'requirements.txt',
    'a==1 # x\r\nb==1\r\n',
    'a==2',
    'a==2  # x\r\nb==1\r\n',
  ],

  [
    'entries of a lockfile',
    'yarn.lock',
    '# yarn\n\na@^1, "a@1.x":\n  version "1.0.0"\n\nb@^1:\n  version "1.0.0"\n',
    'delete the entry a@1.x',
    '# yarn\n\nb@^1:\n  version "1.0.0"\n',
  ],
  ['words for a lockfile', 'yarn.lock', 'a@1:\n  version "1"\n', 'raise it', undefined],

  [
    'a gem',
    'Gemfile',
    'gem "rake"\ngem \'rails\', \'~> 6.0\', ">= 6.0.1", require: false # why\n',
    'gem "rails", "~> 7.0", ">= 7.0.8"',
    'gem "rake"\ngem \'rails\', "~> 7.0", ">= 7.0.8", require: false # why\n',
  ],
  [
    'a gem with options in the old form',
    'Gemfile',
    'gem "a", "1", "git" => "x"\n',
    'gem "a", "2"',
    'gem "a", "2", "git" => "x"\n',
  ],
  ['a gem that is not there', 'Gemfile', 'gem "rake"\n', 'gem "a", "2"', undefined],

  [
    'an action',
    '.github/workflows/ci.yml',
    'steps:\n  - uses: actions/checkout@v3 # v3\n  - name: x\n    uses: "actions/checkout@abc"\n  - uses: actions/cache@v3\n',
    'uses: actions/checkout@v4',
    'steps:\n  - uses: actions/checkout@v4\n  - name: x\n    uses: "actions/checkout@v4"\n  - uses: actions/cache@v3\n',
  ],
  [
    'a commit that is to be looked up',
    '.github/workflows/ci.yml',
    '- uses: a/b@v1\n',
    'uses: a/b@<commit of v1> # v1',
    undefined,
  ],

  [
    'a catalog',
    'gradle/libs.versions.toml',
    '[versions]\nlog = "1"\n[libraries]\n',
    '[versions]\nlog = "2"',
    '[versions]\nlog = "2"\n[libraries]\n',
  ],
  [
    'the notation of a script',
    'build.gradle',
    'implementation \'g:a:1.0\'\nimplementation("g:ab:1.0")\n',
    'g:a:2.0',
    'implementation \'g:a:2.0\'\nimplementation("g:ab:1.0")\n',
  ],
  [
    'a constraint',
    'build.gradle.kts',
    'plugins {}\n',
    'dependencies {\n  constraints {\n    implementation("g:a:2")\n  }\n}',
    'plugins {}\n\ndependencies {\n  constraints {\n    implementation("g:a:2")\n  }\n}\n',
  ],
];

describe('an edit', () => {
  test.each(ROWS)('%s (%s)', (_, file, before, text, after) => {
    expect(editorFor(file)?.(before, text)).toBe(after);
  });

  test('a file that nothing is known of is for a person', () => {
    for (const file of ['project.clj', 'Makefile', '.npmrc', 'Dockerfile'])
      expect(editorFor(file)).toBeUndefined();
  });

  test('never throws, whatever the file says', () => {
    const files = [...new Set(ROWS.map(([, file]) => file))];
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '<',
      '>',
      '\n',
      ' ',
      'a',
      '==1',
      '@',
      ':',
      '- ',
      '[tool.uv]\n',
      '<properties>',
      '</project>',
      '#',
      ';',
      '\\',
      'gem "a"',
      'uses: a/b@1',
      '<!--',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(pieces, { maxLength: 40 }),
        fc.constantFrom(...ROWS.map(([, , , text]) => text)),
        (file, parts, text) => {
          const after = editorFor(file)?.(parts.join(''), text);
          expect(after === undefined || typeof after === 'string').toBe(true);
        },
      ),
    );
  });
});
