import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, path: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, path);

const PACKAGE = `// swift-tools-version:5.9
import PackageDescription
/* .package(url: "https://example.org/unused.git", from: "1.0.0") */
let package = Package(
  name: "Portal",
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.13.0"),
    .package(url: "https://user:secret@example.org/a.git", exact: "1.2.3"), // pinned
    .package(name: "B", url: "git@example.org:team/b.git", .exact("0.4.0")),
    .package(url: "https://example.org/c", .upToNextMinor(from: "1.1.0")),
    .package(url: "https://example.org/d", branch: "main"),
    .package(url: "https://example.org/e", .revision("abc123")),
    .package(url: "https://example.org/f", "1.0.0"..<"2.0.0"),
    .package(id: "clinic.forms", from: "3.0.0"),
    .package(path: "../Local"),
    .package(url: base + "/g", from: "1.0.0"),
  ],
  targets: [
    .binaryTarget(name: "Viewer", url: "https://example.org/viewer.zip", checksum: "${'a'.repeat(64)}"),
    .binaryTarget(name: "Own", path: "Own.xcframework"),
  ]
)
`;

test('Package.swift: what is exact, what is a range, and what is computed', async () => {
  const result = await read('swift/package-swift', 'Package.swift', { 'Package.swift': PACKAGE });
  expect(listing(result)).toEqual([
    'github.com/apple/swift-nio@? production direct',
    'example.org/a@1.2.3 production direct',
    'example.org/team/b@0.4.0 production direct',
    'example.org/c@? production direct',
    'example.org/d@? production direct',
    'example.org/e@abc123 production direct',
    'example.org/f@? production direct',
    'clinic/forms@? production direct',
    'Viewer@? production direct',
  ]);
  expect(result.roots[0]?.components.map((c) => c.requested)).toEqual([
    '2.13.0',
    '1.2.3',
    '0.4.0',
    '1.1.0',
    'main',
    'abc123',
    '1.0.0..<2.0.0',
    '3.0.0',
    undefined,
  ]);
  expect(
    result.unknowns.filter((u) => u.losesComponents).map((u) => `${u.reason} ${u.location.line}`),
  ).toEqual(['dynamic 16', 'unresolved-version undefined']);
  expect(JSON.stringify(result)).not.toContain('secret');
});

test.each([
  ['Package.swift', 'Package.resolved', true],
  [
    'Packages/Core/Package.swift',
    'Portal.xcodeproj/project.xcworkspace/xcshareddata/swiftpm/Package.resolved',
    true,
  ],
  ['ios/Core/Package.swift', 'ios/Portal.xcworkspace/xcshareddata/swiftpm/Package.resolved', true],
  ['Core/Package.swift', 'ios/Portal.xcworkspace/xcshareddata/swiftpm/Package.resolved', false],
  ['Core/Package.swift', 'Package.resolved', false],
])('%s is covered by %s: %s', async (path, lock, covered) => {
  const result = await read('swift/package-swift', path, { [path]: PACKAGE, [lock]: '{}' });
  expect(result.roots).toHaveLength(covered ? 0 : 1);
});

test('a package without dependencies has nothing to list', async () => {
  const text = 'let package = Package(name: "A", targets: [.target(name: "A")])\n';
  expect(await read('swift/package-swift', 'Package.swift', { 'Package.swift': text })).toEqual({
    roots: [],
    unknowns: [],
  });
});

const CARTFILE =
  '# made by Carthage\nbinary "https://example.org/viewer.json" "1.2.0"\ngit "https://example.org/own.git" "abc"\ngithub "AFNetworking/AFNetworking" "2.5.0"\n';

test('Cartfile.resolved: repositories of GitHub, of others, and binaries', async () => {
  const result = await read('swift/cartfile-resolved', 'Cartfile.resolved', {
    'Cartfile.resolved': CARTFILE,
  });
  expect(listing(result)).toEqual([
    'example.org/viewer.json@1.2.0 production direct',
    'example.org/own@abc production direct',
    'github.com/AFNetworking/AFNetworking@2.5.0 production direct',
  ]);
  const cut = await read('swift/cartfile-resolved', 'Cartfile.resolved', {
    'Cartfile.resolved': CARTFILE.slice(0, -9),
  });
  expect(cut.unknowns).toMatchObject([{ reason: 'unparseable', losesComponents: true }]);
});

damaged(extractorOf(extractors, 'swift/package-swift'), 'Package.swift', PACKAGE);
damaged(extractorOf(extractors, 'swift/cartfile-resolved'), 'Cartfile.resolved', CARTFILE);
