import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const DEPS = `;; the portal
{:paths ["src"]
 :deps {org.clojure/clojure {:mvn/version "1.11.1"}
        ring {:mvn/version "1.9.0"}
        io.github.clinic/audit {:git/tag "v1.2" :git/sha "abc1234"}
        clinic/forms {:git/url "https://user:secret@example.org/forms.git" :sha "def5678"}
        clinic/local {:local/root "../local"}
        org.lwjgl/lwjgl$natives-linux {:mvn/version "3.3.1"}
        #_#_ unused/library {:mvn/version "1"}
        clinic/open {:mvn/version "[1.0,2.0)"}}
 :aliases {:test {:extra-deps {lambdaisland/kaocha {:mvn/version "1.87.0"}}}
           :build {:replace-deps {io.github.clojure/tools.build {:git/tag "v0.9.6" :git/sha "8e78bcc"}}}
           :dev {:override-deps {ring/ring {:mvn/version "2.0.0"}} :main-opts ["-m" "x"]}}}
`;

test('deps.edn: Maven, git and local dependencies, and aliases', async () => {
  const extractor = extractorOf(extractors, 'clojure/deps-edn');
  const result = await extractInMemory(extractor, { 'deps.edn': DEPS }, 'deps.edn');
  expect(listing(result)).toEqual([
    'org.clojure:clojure@1.11.1 production direct',
    'ring:ring@1.9.0 production direct',
    'io.github.clinic:audit@abc1234 production direct',
    'clinic:forms@def5678 production direct',
    'clinic:local@? production direct',
    'org.lwjgl:lwjgl@3.3.1 production direct',
    'clinic:open@? production direct',
    'lambdaisland:kaocha@1.87.0 test direct',
    'io.github.clojure:tools.build@8e78bcc build direct',
  ]);
  const components = result.roots[0]?.components ?? [];
  expect(components[2]?.origin).toEqual({
    kind: 'git',
    url: 'https://github.com/clinic/audit.git',
    commit: 'abc1234',
  });
  expect(components[5]?.qualifiers).toEqual({ classifier: 'natives-linux' });
  expect(components.map((c) => c.location.line)).toEqual([3, 4, 5, 6, 7, 8, 10, 11, 12]);
  expect(result.unknowns.map((u) => `${u.package ?? ''} ${u.range ?? ''} ${u.losesComponents}`)).toEqual([
    'clinic:open [1.0,2.0) false',
    '  true',
  ]);
  expect(JSON.stringify(result)).not.toContain('secret');
});

const PROJECT = `(defproject clinic/portal "0.1.0"
  :description "see #{this}"
  :managed-dependencies [[cheshire "5.10.0"]]
  :dependencies [[org.clojure/clojure "1.11.1"]
                 [cheshire]
                 [ring/ring-core "1.9.0" :exclusions [commons-io]]
                 [javax.servlet/servlet-api "2.5" :scope "provided"]
                 [computed ~version]]
  :plugins [[lein-ring "0.12.5"]]
  :jvm-opts ~(vec opts)
  :aot [#"clinic.*"]
  :profiles {:dev {:dependencies [[midje "1.10.9"]] :plugins [[lein-midje "3.2.2"]]}
             :test [:dev {:dependencies [[clj-http "3.12.3"]]}]
             :uberjar {:aot :all}})
`;

test('project.clj: dependencies, plug-ins and profiles; what is computed is a known unknown', async () => {
  const extractor = extractorOf(extractors, 'clojure/project-clj');
  const result = await extractInMemory(extractor, { 'project.clj': PROJECT }, 'project.clj');
  expect(listing(result)).toEqual([
    'org.clojure:clojure@1.11.1 production direct',
    'cheshire:cheshire@5.10.0 production direct',
    'ring:ring-core@1.9.0 production direct',
    'javax.servlet:servlet-api@2.5 production direct',
    'computed:computed@? production direct',
    'lein-ring:lein-ring@0.12.5 build direct',
    'midje:midje@1.10.9 development direct',
    'lein-midje:lein-midje@3.2.2 development direct',
    'clj-http:clj-http@3.12.3 test direct',
  ]);
  expect(result.roots[0]).toMatchObject({ name: 'clinic:portal', version: '0.1.0' });
  expect(result.unknowns.map((u) => `${u.reason} ${u.package ?? ''} ${u.location.line ?? ''}`)).toEqual([
    'unresolved-version computed:computed 8',
    'unresolved-version  ',
  ]);
});

test.each([
  ['deps.edn', '{:deps "none"}', 'dynamic'],
  ['deps.edn', '[:deps]', 'unparseable'],
  ['deps.edn', '', 'no-package-data'],
  ['project.clj', '(defproject a "1" :dependencies (load-deps))', 'dynamic'],
  ['project.clj', '(let [v "1"] (defproject a v))', 'dynamic'],
])('%s that is not data: %s', async (path, text, reason) => {
  const [deps, lein] = extractors;
  const extractor = path === 'deps.edn' ? deps : lein;
  if (extractor === undefined) throw new Error('no extractor');
  const { unknowns } = await extractInMemory(extractor, { [path]: text }, path);
  expect(unknowns).toMatchObject([{ reason, losesComponents: true }]);
});

damaged(extractorOf(extractors, 'clojure/deps-edn'), 'deps.edn', DEPS);
damaged(extractorOf(extractors, 'clojure/project-clj'), 'project.clj', PROJECT);
