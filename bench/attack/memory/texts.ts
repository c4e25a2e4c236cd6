/** Lockfiles, manifests and bills of materials of any size, such as their tools write them. */

const HASH = `sha512-${'A'.repeat(86)}==`;

export function packageLock(bytes: number): string {
  return filled(
    '{\n  "name": "a",\n  "version": "1.0.0",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {"name": "a", "version": "1.0.0"}',
    (i) =>
      `,\n    "node_modules/package-${i}": {\n      "version": "1.${i % 50}.0",\n      "resolved": "https://registry.example/package-${i}/-/package-${i}-1.${i % 50}.0.tgz",\n      "integrity": "${HASH}",\n      "dependencies": {"package-${i + 1}": "^1.0.0"}\n    }`,
    '\n  }\n}\n',
    bytes,
  );
}

export function pnpmLock(bytes: number): string {
  return filled(
    "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n\npackages:\n",
    (i) => `\n  package-${i}@1.${i % 50}.0:\n    resolution: {integrity: ${HASH}}\n`,
    '\nsnapshots: {}\n',
    bytes,
  );
}

export function cycloneDx(bytes: number): string {
  return filled(
    '{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [\n{"type": "library", "name": "first", "version": "1"}',
    (i) =>
      `,\n{"type": "library", "bom-ref": "r${i}", "name": "package-${i}", "version": "1.${i % 50}.0", "purl": "pkg:npm/package-${i}@1.${i % 50}.0", "hashes": [{"alg": "SHA-512", "content": "${'0'.repeat(128)}"}], "licenses": [{"license": {"id": "MIT"}}]}`,
    '\n]}\n',
    bytes,
  );
}

export function composeServices(bytes: number): string {
  return filled(
    'services:\n',
    (i) => `  service-${i}:\n    image: example/image-${i}:1.${i % 50}\n    environment:\n      A: b\n`,
    '',
    bytes,
  );
}

export function tomlTable(bytes: number): string {
  return filled(
    '',
    (i) =>
      `[[package]]\nname = "package-${i}"\nversion = "1.${i % 50}.0"\ndescription = "A package of a kind."\noptional = false\npython-versions = ">=3.8"\nfiles = [\n    {file = "package-${i}.whl", hash = "sha256:${'0'.repeat(64)}"},\n]\n\n`,
    '[metadata]\nlock-version = "2.0"\npython-versions = "^3.8"\ncontent-hash = "0"\n',
    bytes,
  );
}

export function xmlProject(bytes: number): string {
  return filled(
    '<project>\n<groupId>a</groupId><artifactId>a</artifactId><version>1</version>\n<dependencies>\n',
    (i) =>
      `<dependency><groupId>org.example</groupId><artifactId>a${i}</artifactId><version>1.${i % 50}</version></dependency>\n`,
    '</dependencies>\n</project>\n',
    bytes,
  );
}

export function requirements(bytes: number): string {
  return filled('', (i) => `package-${i}==1.${i % 50}.0 --hash=sha256:${'0'.repeat(64)}\n`, '', bytes);
}

export function pods(bytes: number): string {
  return filled(
    '',
    (i) =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-${i % 9}\nspec:\n  containers:\n    - name: a\n      image: example/image:1.${i % 50}\n---\n`,
    '',
    bytes,
  );
}

export function script(bytes: number): string {
  return filled('/*! a script */\n', (i) => `const value${i} = call(argument, "text");\n`, '', bytes);
}

function filled(before: string, each: (i: number) => string, after: string, bytes: number): string {
  const parts = [before];
  for (let size = before.length + after.length, i = 0; ; i += 1) {
    const next = each(i);
    size += next.length;
    if (size > bytes) return [...parts, after].join('');
    parts.push(next);
  }
}
