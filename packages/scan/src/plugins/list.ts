/** Every plug-in: a test fails when a folder under `extractors/` or `detectors/` is missing here. */
import type { Detector, Extractor } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { cms } from '../detectors/cms/index.ts';
import { configuration } from '../detectors/configuration/index.ts';
import { images } from '../detectors/images/index.ts';
import { licences } from '../detectors/licences/index.ts';
import { lifecycle } from '../detectors/lifecycle/index.ts';
import { phiFiles } from '../detectors/phi-files/index.ts';
import { secrets } from '../detectors/secrets/index.ts';
import { health } from '../detectors/supply-chain/health/index.ts';
import { hygiene } from '../detectors/supply-chain/hygiene/index.ts';
import { lockfile } from '../detectors/supply-chain/lockfile/index.ts';
import { names } from '../detectors/supply-chain/names/index.ts';
import { extractors as bazel } from '../extractors/bazel/index.ts';
import { extractors as bower } from '../extractors/bower/index.ts';
import { extractors as cargo } from '../extractors/cargo/index.ts';
import { extractors as clojure } from '../extractors/clojure/index.ts';
import { extractors as cocoapods } from '../extractors/cocoapods/index.ts';
import { extractors as composer } from '../extractors/composer/index.ts';
import { extractors as conan } from '../extractors/conan/index.ts';
import { extractors as conda } from '../extractors/conda/index.ts';
import { extractors as cran } from '../extractors/cran/index.ts';
import { extractors as crystal } from '../extractors/crystal/index.ts';
import { extractors as docker } from '../extractors/docker/index.ts';
import { extractors as elm } from '../extractors/elm/index.ts';
import { extractors as fhir } from '../extractors/fhir/index.ts';
import { extractors as gem } from '../extractors/gem/index.ts';
import { extractors as git } from '../extractors/git/index.ts';
import { extractors as githubactions } from '../extractors/githubactions/index.ts';
import { extractors as golang } from '../extractors/golang/index.ts';
import { extractors as hackage } from '../extractors/hackage/index.ts';
import { extractors as helm } from '../extractors/helm/index.ts';
import { extractors as hex } from '../extractors/hex/index.ts';
import { extractors as julia } from '../extractors/julia/index.ts';
import { extractors as maven } from '../extractors/maven/index.ts';
import { extractors as nix } from '../extractors/nix/index.ts';
import { extractors as npm } from '../extractors/npm/index.ts';
import { extractors as nuget } from '../extractors/nuget/index.ts';
import { extractors as opam } from '../extractors/opam/index.ts';
import { extractors as os } from '../extractors/os/index.ts';
import { extractors as perl } from '../extractors/perl/index.ts';
import { extractors as precommit } from '../extractors/precommit/index.ts';
import { extractors as programs } from '../extractors/programs/index.ts';
import { extractors as pub } from '../extractors/pub/index.ts';
import { extractors as pypi } from '../extractors/pypi/index.ts';
import { extractors as sbom } from '../extractors/sbom/index.ts';
import { extractors as swift } from '../extractors/swift/index.ts';
import { extractors as terraform } from '../extractors/terraform/index.ts';
import { extractors as unread } from '../extractors/unread/index.ts';
import { extractors as vcpkg } from '../extractors/vcpkg/index.ts';
import { extractors as vendored } from '../extractors/vendored/index.ts';

export const EXTRACTORS: readonly Extractor[] = [
  ...npm,
  ...pypi,
  ...conda,
  ...maven,
  ...clojure,
  ...bazel,
  ...golang,
  ...cargo,
  ...composer,
  ...gem,
  ...nuget,
  ...githubactions,
  ...docker,
  ...pub,
  ...swift,
  ...cocoapods,
  ...hex,
  ...conan,
  ...vcpkg,
  ...cran,
  ...hackage,
  ...julia,
  ...opam,
  ...terraform,
  ...helm,
  ...fhir,
  ...bower,
  ...elm,
  ...nix,
  ...crystal,
  ...perl,
  ...git,
  ...precommit,
  ...os,
  ...programs,
  ...vendored,
  ...sbom,
  ...unread,
];

/** Detectors see the whole of `theriac.yaml`. */
export type ScanDetector = Detector<Config>;

/** The plug-ins of a run; those of Theriac where nothing else is said. */
export interface Plugins {
  readonly extractors: readonly Extractor[];
  readonly detectors: readonly ScanDetector[];
}

/** In the order in which their findings are listed when nothing else decides. */
export const DETECTORS: readonly ScanDetector[] = [
  licences,
  names,
  lockfile,
  hygiene,
  lifecycle,
  health,
  secrets,
  phiFiles,
  configuration,
  images,
  cms,
];
