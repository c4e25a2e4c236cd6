import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { EXTRACTORS } from '../plugins/list.ts';

const of = (id: string) => extractorOf(EXTRACTORS, id);
const read = (id: string, files: MemoryFiles) => extractInMemory(of(id), files, Object.keys(files)[0] ?? '');

describe('what each format says beyond names and versions', () => {
  test('mix.lock: which package depends on which, hashes of packages, commits of repositories', async () => {
    const inner = 'a'.repeat(64);
    const outer = 'b'.repeat(64);
    const { roots } = await read('hex/mix-lock', {
      'mix.lock': `%{\n  "plug": {:hex, :plug, "1.11.1", "${inner}", [:mix], [{:mime, "~> 1.0", [hex: :mime, repo: "hexpm", optional: false]}], "hexpm", "${outer}"},\n  "mime": {:hex, :mime, "1.5.0", "${inner}", [:mix], [], "hexpm", "${outer}"},\n  "own": {:git, "https://example.org/own.git", "abc123", [branch: "main"]},\n}\n`,
    });
    expect(roots[0]?.components).toMatchObject([
      {
        name: 'plug',
        direct: true,
        dependsOn: ['mime@1.5.0'],
        hashes: [{ algorithm: 'sha256', hex: outer }],
      },
      { name: 'mime', direct: false, location: { line: 3 } },
      {
        name: 'own',
        version: 'abc123',
        origin: { kind: 'git', url: 'https://example.org/own.git', commit: 'abc123' },
      },
    ]);
  });

  test('rebar.lock: level 0 is direct, hashes are separate', async () => {
    const hash = 'C'.repeat(64);
    const result = await read('hex/rebar-lock', {
      'rebar.lock': `{"1.2.0",\n[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.9.0">>},0},\n {<<"cowlib">>,{pkg,<<"cowlib">>,<<"2.11.0">>},1},\n {<<"own">>,{git,"https://example.org/own.git",{ref,"abc"}},0}]}.\n[\n{pkg_hash,[\n {<<"cowboy">>, <<"${'d'.repeat(64)}">>}]},\n{pkg_hash_ext,[\n {<<"cowboy">>, <<"${hash}">>}]}\n].\n`,
    });
    expect(listing(result)).toEqual([
      'cowboy@2.9.0 production direct',
      'cowlib@2.11.0 production',
      'own@abc production direct',
    ]);
    expect(result.roots[0]?.components[0]?.hashes).toEqual([
      { algorithm: 'sha256', hex: hash.toLowerCase() },
    ]);
  });

  test('Podfile.lock: subspecs, edges, and pods from repositories', async () => {
    const result = await read('cocoapods/podfile-lock', {
      'Podfile.lock':
        'PODS:\n  - Alamofire (5.8.0)\n  - Firebase/Core (10.0.0):\n    - Firebase/CoreOnly\n  - Firebase/CoreOnly (10.0.0)\n  - Own (1.0.0)\n\nDEPENDENCIES:\n  - Alamofire (~> 5.8)\n  - Firebase/Core\n  - Own (from `https://example.org/own.git`, tag `1.0.0`)\n\nCHECKOUT OPTIONS:\n  Own:\n    :git: https://example.org/own.git\n    :tag: 1.0.0\n',
    });
    expect(listing(result)).toEqual([
      'Alamofire@5.8.0 production direct',
      'Firebase/Core@10.0.0 production direct',
      'Firebase/CoreOnly@10.0.0 production',
      'Own@1.0.0 production direct',
    ]);
    const [alamofire, core, , own] = result.roots[0]?.components ?? [];
    expect(alamofire?.requested).toBe('~> 5.8');
    expect(core?.dependsOn).toEqual(['Firebase/CoreOnly@10.0.0']);
    expect(own?.origin).toEqual({ kind: 'git', url: 'https://example.org/own.git', commit: '1.0.0' });
  });

  test('Package.resolved, version 1 and an address with user and password', async () => {
    const result = await read('swift/package-resolved', {
      'Package.resolved': JSON.stringify({
        object: {
          pins: [
            {
              package: 'nio',
              repositoryURL: 'https://user:secret@github.com/apple/swift-nio.git',
              state: { branch: null, revision: 'abc', version: '2.0.0' },
            },
            { package: 'x', repositoryURL: 'git@example.org:team/x.git', state: { revision: 'def' } },
          ],
        },
        version: 1,
      }),
    });
    expect(listing(result)).toEqual([
      'github.com/apple/swift-nio@2.0.0 production direct',
      'example.org/team/x@def production direct',
    ]);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('vcpkg.json: versions are known only where they are overridden', async () => {
    const result = await read('vcpkg/manifest', {
      'vcpkg.json': JSON.stringify({
        name: 'viewer',
        version: '1.0',
        dependencies: [
          'zlib',
          { name: 'openssl', 'version>=': '3.0.0' },
          { name: 'cmake-tools', host: true },
        ],
        overrides: [{ name: 'zlib', version: '1.3.1' }],
      }),
    });
    expect(listing(result)).toEqual([
      'zlib@1.3.1 production direct',
      'openssl@? production direct',
      'cmake-tools@? build direct',
    ]);
    expect(result.unknowns.some((u) => u.losesComponents)).toBe(true);
  });

  test('vcpkg status: what is installed, with port versions and edges; features are not packages', async () => {
    const result = await read('vcpkg/installed', {
      'vcpkg_installed/vcpkg/status':
        'Package: openssl\nVersion: 3.2.0\nPort-Version: 2\nDepends: zlib:x64-linux, vcpkg-cmake\nStatus: install ok installed\n\nPackage: zlib\nVersion: 1.3.1\nStatus: install ok installed\n\nPackage: zlib\nFeature: extra\nStatus: install ok installed\n\nPackage: old\nVersion: 1\nStatus: purge ok not-installed\n',
    });
    expect(listing(result)).toEqual(['openssl@3.2.0#2 production direct', 'zlib@1.3.1 production']);
  });

  test('opam.locked: exact versions with their scope', async () => {
    const result = await read('opam/locked', {
      'app.opam.locked':
        'opam-version: "2.0"\nname: "app"\nversion: "1.2"\ndepends: [\n  "dune" {= "3.7.2" & build}\n  "fmt" {= "0.9.0"}\n  "alcotest" {= "1.7.0" & with-test}\n]\ndepopts: [ "lwt" {= "5.7.0"} ]\n',
    });
    expect(listing(result)).toEqual([
      'dune@3.7.2 build direct',
      'fmt@0.9.0 production direct',
      'alcotest@1.7.0 test direct',
      'lwt@5.7.0 optional direct',
    ]);
    expect(result.roots[0]).toMatchObject({ name: 'app', version: '1.2' });
  });

  test('build.sbt.lock: configurations are scopes', async () => {
    const result = await read('maven/sbt-lock', {
      'build.sbt.lock': JSON.stringify({
        lockVersion: 1,
        dependencies: [
          {
            org: 'org.typelevel',
            name: 'cats-core_2.13',
            version: '2.9.0',
            configurations: ['compile', 'test'],
          },
          { org: 'org.scalatest', name: 'scalatest_2.13', version: '3.2.15', configurations: ['test'] },
        ],
      }),
    });
    expect(listing(result)).toEqual([
      'org.typelevel:cats-core_2.13@2.9.0 production direct',
      'org.scalatest:scalatest_2.13@3.2.15 test direct',
    ]);
  });

  test('paket.lock: groups are scopes, paket.dependencies says what is direct', async () => {
    const result = await read('nuget/paket-lock', {
      'paket.lock':
        'NUGET\n  remote: https://feed.example.org/index.json\n    Giraffe (6.0)\n      FSharp.Core (>= 6.0)\n    FSharp.Core (6.0.5)\n\nGROUP Test\nNUGET\n  remote: https://feed.example.org/index.json\n    Expecto (9.0)\n',
      'paket.dependencies':
        'source https://feed.example.org/index.json\nnuget Giraffe\ngroup Test\n  nuget Expecto\n',
    });
    expect(listing(result)).toEqual([
      'Giraffe@6.0 production direct',
      'FSharp.Core@6.0.5 production',
      'Expecto@9.0 test direct',
    ]);
  });
});

describe('infrastructure', () => {
  const modules = `
    # module "commented" { source = "x/y/z" }
    module "vpc" {
      source  = "terraform-aws-modules/vpc/aws"
      version = "5.1.2"
      name    = "clinic-\${var.stage}"
    }
    module "db" {
      source = "git::https://example.org/modules/db.git?ref=v1.2.0"
    }
    module "loose" {
      source  = "terraform-aws-modules/eks/aws"
      version = "~> 19.0"
    }
    module "own" { source = "./modules/own" }
    terraform {
      required_providers {
        aws = { source = "hashicorp/aws", version = "~> 5.0" }
      }
    }
  `;
  test('Terraform: modules by source, exact or not; providers where no lockfile is', async () => {
    const result = await read('terraform/modules', { 'main.tf': modules });
    expect(listing(result)).toEqual([
      'terraform-aws-modules/vpc/aws@5.1.2 production direct',
      'example.org/modules/db@v1.2.0 production direct',
      'terraform-aws-modules/eks/aws@? production direct',
      'hashicorp/aws@? production direct',
    ]);
    expect(result.unknowns.map((u) => u.range)).toEqual(['~> 19.0', '~> 5.0']);
  });

  const lock = `
provider "registry.example.org/hashicorp/aws" {
  version     = "5.31.0"
  constraints = "~> 5.0"
  hashes = [
    "h1:abc=",
    "zh:${'a'.repeat(64)}",
  ]
}
`;
  test('.terraform.lock.hcl: exact providers with hashes; the sources then leave providers to it', async () => {
    const result = await read('terraform/provider-lock', { '.terraform.lock.hcl': lock });
    expect(listing(result)).toEqual(['hashicorp/aws@5.31.0 production direct']);
    expect(result.roots[0]?.components[0]).toMatchObject({
      requested: '~> 5.0',
      hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }],
    });
    const beside = await read('terraform/modules', { 'main.tf': modules, '.terraform.lock.hcl': lock });
    expect(listing(beside).some((l) => l.startsWith('hashicorp/aws'))).toBe(false);
  });

  test('a file without modules says nothing; a source that is computed is a known unknown', async () => {
    expect(await read('terraform/modules', { 'a.tf': 'resource "x" "y" {\n  a = 1\n}\n' })).toEqual({
      roots: [],
      unknowns: [],
    });
    const dynamic = await read('terraform/modules', {
      'a.tf': `module "m" {\n  source = "\${var.where}"\n}\n`,
    });
    expect(dynamic.unknowns).toMatchObject([
      { reason: 'dynamic', losesComponents: true, location: { line: 1 } },
    ]);
  });

  test('Helm: dependencies of a chart, exact by its lock, optional where they can be switched off', async () => {
    const result = await read('helm/chart', {
      'Chart.yaml':
        'apiVersion: v2\nname: portal\nversion: 1.0.0\ndependencies:\n  - name: postgresql\n    version: "~12.1"\n    repository: https://charts.example.org\n    condition: postgresql.enabled\n  - name: redis\n    version: 18.0.0\n    repository: https://charts.example.org\n  - name: own\n    version: 0.1.0\n    repository: file://../own\n',
      'Chart.lock':
        'dependencies:\n- name: postgresql\n  repository: https://charts.example.org\n  version: 12.1.9\n',
    });
    expect(listing(result)).toEqual(['postgresql@12.1.9 optional direct', 'redis@18.0.0 production direct']);
    expect(result.roots[0]).toMatchObject({ name: 'portal', version: '1.0.0' });
  });

  damaged(of('terraform/modules'), 'main.tf', modules);
  damaged(of('terraform/provider-lock'), '.terraform.lock.hcl', lock);
  damaged(of('helm/chart'), 'Chart.yaml', 'name: a\ndependencies:\n  - name: b\n    version: 1.0.0\n');
  damaged(of('hex/rebar-lock'), 'rebar.lock', '[{<<"a">>,{pkg,<<"a">>,<<"1">>},0}].');
  damaged(of('opam/locked'), 'a.opam.locked', 'depends: [ "a" {= "1"} ]');
  damaged(of('vcpkg/manifest'), 'vcpkg.json', '{"dependencies":["zlib"]}');
  damaged(of('maven/sbt-lock'), 'build.sbt.lock', '{"dependencies":[{"org":"a","name":"b","version":"1"}]}');
});
