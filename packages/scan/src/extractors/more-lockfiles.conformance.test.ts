import { extractorOf, sweep } from '@theriac/testing/extractor-sweep';
import { EXTRACTORS } from '../plugins/list.ts';

const of = (id: string) => extractorOf(EXTRACTORS, id);

sweep(of('pub/pubspec-lock'), 'dart/pubspec/testdata', 'pubspec.lock', {
  'mixed-packages.lock': 4,
  'source-git.lock': 5,
  'no-packages.lock': 0,
});
sweep(of('hex/mix-lock'), 'erlang/mixlock/testdata', 'mix.lock', { 'many.lock': 21, 'git.lock': 3 });
sweep(of('hex/mix-lock'), 'elixir/mixlock/testdata', 'mix.lock', { valid: 2, invalid: 1 });
sweep(of('swift/package-resolved'), 'swift/packageresolved/testdata', 'Package.resolved', {
  valid: 3,
  'cve-packages': 3,
});
sweep(of('cocoapods/podfile-lock'), 'swift/podfilelock/testdata', 'Podfile.lock', { valid2: 4 });
sweep(of('conan/conan-lock'), 'cpp/conanlock/testdata', 'conan.lock', {
  'nested-dependencies.v1.json': 5,
  'nested-dependencies.v2.json': 5,
  'old-format-0.2.json': 1,
});
sweep(of('cran/renv-lock'), 'r/renvlock/testdata', 'renv.lock', { 'two-packages.lock': 2 });
sweep(of('hackage/cabal-freeze'), 'haskell/cabal/testdata', 'cabal.project.freeze', { valid: 5 });
sweep(of('hackage/stack-lock'), 'haskell/stacklock/testdata', 'stack.yaml.lock', { valid: 4 });
sweep(of('julia/manifest'), 'julia/manifesttoml/testdata', 'Manifest.toml', {
  'more-than-two-dependencies.toml': 2,
});
sweep(of('nuget/paket-lock'), 'dotnet/paketlock/testdata', null, { 'paket.lock': 8 });
