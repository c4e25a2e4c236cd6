/** How components of an ecosystem are usually built into a product: an assumption, and said to be one. */
import type { EcosystemId } from '@theriac/core';
import type { Linking } from './obligations.ts';

interface LinkingRow {
  readonly linking: Linking;
  readonly because: string;
}

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
  deb: { linking: 'separate', because: 'distribution packages are installed side by side' },
  apk: { linking: 'separate', because: 'distribution packages are installed side by side' },
  rpm: { linking: 'separate', because: 'distribution packages are installed side by side' },
  alpm: { linking: 'separate', because: 'distribution packages are installed side by side' },
  gentoo: { linking: 'separate', because: 'distribution packages are installed side by side' },
  opkg: { linking: 'separate', because: 'distribution packages are installed side by side' },
  snap: { linking: 'separate', because: 'snaps are programs side by side' },
  pub: { linking: 'static', because: 'Dart is compiled into one program' },
  hex: { linking: 'dynamic', because: 'the BEAM loads modules at run time' },
  swift: { linking: 'static', because: 'Swift packages are linked into the program' },
  cocoapods: { linking: 'static', because: 'pods are linked into the app' },
  conan: { linking: 'static', because: 'C and C++ libraries are usually linked statically' },
  vcpkg: { linking: 'static', because: 'C and C++ libraries are usually linked statically' },
  cran: { linking: 'dynamic', because: 'R loads packages at run time' },
  hackage: { linking: 'static', because: 'GHC links packages into one program' },
  julia: { linking: 'dynamic', because: 'Julia loads packages at run time' },
  opam: { linking: 'static', because: 'OCaml links libraries into one program' },
  terraform: { linking: 'separate', because: 'providers run as programs of their own' },
  helm: { linking: 'separate', because: 'charts describe programs that run side by side' },
  bitnami: { linking: 'separate', because: 'images hold programs side by side' },
  github: { linking: 'static', because: 'source of unknown use: the stricter is assumed' },
  generic: { linking: 'static', because: 'of unknown use: the stricter is assumed' },
};
