/** How components of an ecosystem are usually built into a product: an assumption, and said to be one. */
import type { EcosystemId } from '@theriac/core';
import type { Linking } from './obligations.ts';

interface LinkingRow {
  readonly linking: Linking;
  readonly because: string;
}

const INSTALLED = 'distribution packages are installed side by side';

export const LINKING: Readonly<Record<EcosystemId, LinkingRow>> = {
  npm: { linking: 'static', because: 'bundlers put modules into one file' },
  deno: { linking: 'static', because: 'bundlers put modules into one file' },
  golang: { linking: 'static', because: 'Go links everything into one program' },
  cargo: { linking: 'static', because: 'Cargo links crates into one program' },
  pypi: { linking: 'dynamic', because: 'Python loads modules at run time' },
  conda: { linking: 'dynamic', because: 'packages are loaded at run time' },
  maven: { linking: 'dynamic', because: 'the JVM loads jars at run time' },
  nuget: { linking: 'dynamic', because: 'the runtime loads assemblies' },
  gem: { linking: 'dynamic', because: 'Ruby loads gems at run time' },
  composer: { linking: 'dynamic', because: 'PHP loads files at run time' },
  githubactions: { linking: 'separate', because: 'actions run in the build' },
  docker: { linking: 'separate', because: 'images hold programs side by side' },
  deb: { linking: 'separate', because: INSTALLED },
  apk: { linking: 'separate', because: INSTALLED },
  rpm: { linking: 'separate', because: INSTALLED },
  alpm: { linking: 'separate', because: INSTALLED },
  gentoo: { linking: 'separate', because: INSTALLED },
  opkg: { linking: 'separate', because: INSTALLED },
  snap: { linking: 'separate', because: INSTALLED },
  bitnami: { linking: 'separate', because: 'images hold programs side by side' },
  terraform: { linking: 'separate', because: 'providers are programs of their own' },
  helm: { linking: 'separate', because: 'charts describe programs side by side' },
  fhir: { linking: 'separate', because: 'FHIR packages are content, not code' },
  bower: { linking: 'static', because: 'bundlers put scripts into one file' },
  bazel: { linking: 'static', because: 'libraries are linked statically unless a rule says otherwise' },
  elm: { linking: 'static', because: 'Elm compiles everything into one file' },
  cpan: { linking: 'dynamic', because: 'Perl loads modules at run time' },
  pub: { linking: 'static', because: 'Flutter compiles everything into one program' },
  hex: { linking: 'dynamic', because: 'the BEAM loads modules at run time' },
  swift: { linking: 'static', because: 'Swift packages are linked into one program' },
  cocoapods: { linking: 'static', because: 'pods are linked into one program' },
  conan: { linking: 'static', because: 'libraries are linked statically unless a profile says otherwise' },
  vcpkg: { linking: 'static', because: 'libraries are linked statically unless a triplet says otherwise' },
  cran: { linking: 'dynamic', because: 'R loads packages at run time' },
  hackage: { linking: 'static', because: 'GHC links packages into one program' },
  julia: { linking: 'dynamic', because: 'Julia loads packages at run time' },
  opam: { linking: 'static', because: 'OCaml links packages into one program' },
  github: { linking: 'static', because: 'source of unknown use: the stricter is assumed' },
  generic: { linking: 'static', because: 'of unknown use: the stricter is assumed' },
};
