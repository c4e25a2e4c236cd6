/** Package managers of C, C++ and embedded systems, and build systems that download, which are recognised and not read. */
import type { UnreadFile } from './unread-file.ts';

const BY_HAND = 'check the sources named in it by hand, or describe them in a bill of materials';

export const NATIVE_CODE: readonly UnreadFile[] = [
  {
    tool: 'CMake (FetchContent, ExternalProject, CPM, Hunter, downloads)',
    ecosystem: 'generic',
    names: ['CMakeLists.txt'],
    patterns: [{ extension: '.cmake', path: /\.cmake$/ }],
    shown: '*.cmake',
    marker:
      /^[ \t]{0,100}(?:FetchContent_Declare|ExternalProject_Add|CPM(?:Add|Find|Declare)Package|hunter_add_package|HunterGate|file[ \t]{0,9}\([ \t]{0,9}DOWNLOAD)\b|^[^#\n]{0,200}["' \t(](?:https?|ftp):\/\/[^\s"')]{1,300}\.(?:tar(?:\.\w{1,5})?|tgz|tbz2?|txz|zip|7z)\b/im,
    advice: BY_HAND,
  },
  {
    tool: 'CMake (libraries of the system)',
    ecosystem: 'generic',
    names: ['CMakeLists.txt'],
    marker:
      /^[ \t]{0,100}(?:find_package[ \t]{0,9}\([ \t\n]{0,99}(?!(?:Threads|PkgConfig|Python\w{0,20}|Git|Doxygen|OpenMP|Java|JNI|Perl\w{0,9}|Bash|FLEX|BISON|LATEX|Sphinx|SWIG|Subversion|CUDA\w{0,9}|Wget|UnixCommands|Gettext|Intl|Iconv|Backtrace|ClangFormat|ClangTidy)[ \t\n)])[A-Za-z]|pkg_(?:check_modules|search_module)[ \t]{0,9}\()/im,
    coveredBy: ['conan.lock', 'vcpkg.json', '../conan.lock', '../vcpkg.json'],
    advice:
      'scan the image or host that it is built and shipped on, or lock the libraries with Conan or vcpkg',
  },
  {
    tool: 'Meson',
    ecosystem: 'generic',
    patterns: [{ extension: '.wrap', path: /(?:^|\/)subprojects\/[^/]{1,200}\.wrap$/ }],
    shown: 'subprojects/*.wrap',
    marker: /^\[(?:wrap-|provide)/m,
    advice: BY_HAND,
  },
  {
    tool: 'xmake',
    ecosystem: 'generic',
    names: ['xmake.lua', 'xmake-requires.lock'],
    marker: /\badd_requires[ \t]{0,9}\(|__meta__/,
    advice: BY_HAND,
  },
  {
    tool: 'Conan (recipe)',
    ecosystem: 'conan',
    names: ['conanfile.py'],
    marker: /\brequires\b/,
    coveredBy: ['conan.lock'],
    advice: 'run `conan lock create .` and commit conan.lock',
  },
  {
    tool: 'Spack',
    ecosystem: 'generic',
    names: ['spack.yaml', 'spack.lock'],
    advice: 'scan a bill of materials that Spack writes for what it installed',
  },
  {
    tool: 'Bazel',
    ecosystem: 'generic',
    names: ['WORKSPACE', 'WORKSPACE.bazel', 'WORKSPACE.bzlmod'],
    patterns: [{ extension: '.bzl', path: /\.bzl$/ }],
    shown: '*.bzl',
    marker:
      /^[ \t]{0,60}(?:maybe\([ \t\n]{0,60})?(?:\w{1,60}\.)?(?:http_archive|http_file|http_jar|(?:new_)?git_repository|maven_install|jvm_maven_import_external|go_repository|pip_(?:parse|install)|npm_install|yarn_install|npm_translate_lock|crates_repository|container_pull|oci_pull|tf_http_archive)[ \t]{0,9}[(,]/m,
    advice: 'move to MODULE.bazel and lock maven_install, or scan a bill of materials that the build writes',
  },
  {
    tool: 'Buck',
    ecosystem: 'generic',
    names: ['BUCK', 'TARGETS'],
    marker: /^[ \t]{0,60}(?:remote_file|http_archive|http_file|prebuilt_jar|git_fetch)[ \t]{0,9}\(/m,
    advice: 'scan a bill of materials that the build writes',
  },
  {
    tool: 'Nix',
    ecosystem: 'generic',
    names: ['flake.nix'],
    marker: /\binputs\b/,
    advice: 'scan a bill of materials of the built closure (`nix path-info -r`)',
  },
  {
    tool: 'Nix (npins, niv)',
    ecosystem: 'generic',
    patterns: [{ extension: '.json', path: /(?:^|\/)(?:npins|nix)\/sources\.json$/ }],
    shown: 'npins/sources.json, nix/sources.json',
    marker: /"(?:pins|rev|url_template|sha256)"/,
    advice: 'scan a bill of materials of the built closure (`nix path-info -r`)',
  },
  {
    tool: 'Nix (expressions)',
    ecosystem: 'generic',
    patterns: [{ extension: '.nix', path: /(?:^|\/)(?!flake\.nix$)[^/]{1,200}\.nix$/ }],
    shown: '*.nix',
    marker: /\b(?:fetchTarball|fetchFromGit(?:Hub|Lab)|fetchGit|fetchgit|fetchurl|fetchzip)\b/,
    advice: 'scan a bill of materials of the built closure (`nix path-info -r`)',
  },
  {
    tool: 'Guix',
    ecosystem: 'generic',
    names: ['manifest.scm', 'guix.scm'],
    marker: /\((?:specifications->manifest|packages->manifest|package)\b/,
    advice: 'scan a bill of materials of the built profile',
  },
  {
    tool: 'Yocto, OpenEmbedded',
    ecosystem: 'generic',
    patterns: [
      { extension: '.bb', path: /\.bb$/ },
      { extension: '.bbappend', path: /\.bbappend$/ },
    ],
    shown: '*.bb, *.bbappend',
    marker: /^[ \t]{0,9}SRC_?(?:URI|REV)/m,
    advice: 'scan the SPDX documents that `create-spdx` writes',
  },
  {
    tool: 'Zephyr (west)',
    ecosystem: 'generic',
    names: ['west.yml'],
    marker: /^[ \t]{0,9}(?:projects|self):/m,
    advice: 'scan the SPDX documents that `west spdx` writes',
  },
  {
    tool: 'ESP-IDF component manager',
    ecosystem: 'generic',
    names: ['idf_component.yml', 'dependencies.lock'],
    marker: /^dependencies:/m,
    advice: 'scan the bill of materials that `esp-idf-sbom` writes',
  },
  {
    tool: 'PlatformIO',
    ecosystem: 'generic',
    names: ['platformio.ini'],
    marker: /^[ \t]{0,9}(?:lib_deps|platform|platform_packages)[ \t]{0,9}=/m,
    advice: BY_HAND,
  },
  {
    tool: 'Arduino',
    ecosystem: 'generic',
    names: ['library.properties', 'sketch.yaml'],
    marker: /^depends[ \t]{0,9}=[ \t]{0,9}\S|^[ \t]{0,20}(?:libraries|platforms):/m,
    advice: BY_HAND,
  },
  {
    tool: 'Carthage',
    ecosystem: 'swift',
    names: ['Cartfile', 'Cartfile.private'],
    marker: /^[ \t]{0,9}(?:github|git|binary)[ \t]/m,
    coveredBy: ['Cartfile.resolved'],
    advice: 'run `carthage update` and commit Cartfile.resolved',
  },
  {
    tool: 'Unity',
    ecosystem: 'generic',
    patterns: [{ extension: '.json', path: /(?:^|\/)Packages\/(?:manifest|packages-lock)\.json$/ }],
    shown: 'Packages/manifest.json, Packages/packages-lock.json',
    marker: /"dependencies"[ \t]{0,9}:[ \t\r\n]{0,99}\{[ \t\r\n]{0,99}"/,
    advice: BY_HAND,
  },
];
