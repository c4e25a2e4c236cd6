/** Packages of distributions in documents: by release and source package, however a generator writes them. */
import { join } from 'node:path';
import { makeFolder, makeStore, osvRecord, removeFolders, scanWith } from '@theriac/testing/make-target';
import { afterAll, beforeAll, expect, test } from 'vitest';

let store: Awaited<ReturnType<typeof makeStore>>;
beforeAll(async () => {
  store = await makeStore({
    deb: [osvRecord('DEBIAN-CVE-1', 'Debian:12', 'openssl', [{ introduced: '0' }, { fixed: '1:3.0-2' }])],
    apk: [osvRecord('ALPINE-CVE-1', 'Alpine:v3.18', 'openssl', [{ introduced: '0' }, { fixed: '3.1-r1' }])],
  });
});
afterAll(removeFolders);

interface Row {
  readonly purl: string;
  readonly version?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly system?: readonly [name: string, version: string];
}

const scanOf = (row: Row) => {
  const properties = Object.entries(row.properties ?? {}).map(([name, value]) => ({ name, value }));
  const [name, version] = row.system ?? [];
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [
      ...(name === undefined ? [] : [{ type: 'operating-system', 'bom-ref': 'os', name, version }]),
      { type: 'library', 'bom-ref': 'c', name: 'libssl3', purl: row.purl, properties },
    ],
  };
  return scanWith(store, join(makeFolder({ 'a.cdx.json': JSON.stringify(document) }), 'a.cdx.json'));
};

const AFFECTED: Readonly<Record<string, Row>> = {
  'id and number': { purl: 'pkg:deb/debian/openssl@1:3.0-1?distro=debian-12' },
  'number alone': { purl: 'pkg:deb/debian/openssl@1:3.0-1?distro=12.4' },
  codename: { purl: 'pkg:deb/debian/openssl@1:3.0-1?distro=bookworm' },
  'id and codename': { purl: 'pkg:deb/debian/openssl@1:3.0-1?distro=debian-bookworm' },
  'epoch as qualifier': { purl: 'pkg:deb/debian/openssl@3.0-1?distro=debian-12&epoch=1' },
  'upstream with version': { purl: 'pkg:deb/debian/libssl3@9-1?distro=debian-12&upstream=openssl%401:3.0-1' },
  source: { purl: 'pkg:deb/debian/libssl3@1:3.0-1?distro=debian-12&source=openssl' },
  'source package as properties of Trivy': {
    purl: 'pkg:deb/debian/libssl3@9-1?distro=debian-12',
    properties: {
      'aquasecurity:trivy:SrcName': 'openssl',
      'aquasecurity:trivy:SrcVersion': '3.0',
      'aquasecurity:trivy:SrcRelease': '1',
      'aquasecurity:trivy:SrcEpoch': '1',
    },
  },
  'source package as a property of Syft': {
    purl: 'pkg:deb/debian/libssl3@1:3.0-1?distro=debian-12',
    properties: { 'syft:metadata:source': 'openssl' },
  },
  'operating system beside it': { purl: 'pkg:deb/debian/openssl@1:3.0-1', system: ['debian', '12.4'] },
  'number of Alpine': { purl: 'pkg:apk/alpine/openssl@3.1-r0?distro=3.18.2' },
  'Alpine beside it': { purl: 'pkg:apk/alpine/openssl@3.1-r0', system: ['alpine', '3.18.2'] },
};

test.each(Object.entries(AFFECTED))('%s: affected, complete, and the package URL is kept', async (_, row) => {
  const result = await scanOf(row);
  expect(result.findings.filter((f) => f.kind === 'vulnerability')).toHaveLength(1);
  expect(result.coverage.find((c) => c.area === 'vulnerabilities')).toMatchObject({ state: 'complete' });
  expect(result.inventory.components.map((c) => c.purl)).toContain(row.purl);
});

const UNKNOWN: Readonly<Record<string, Row & { readonly reason: string }>> = {
  'no release': {
    purl: 'pkg:deb/debian/openssl@1:3.0-1',
    reason: 'Debian package: packages of debian do not say of which release they are (1 package)',
  },
  'a release that the index lacks': {
    purl: 'pkg:deb/debian/openssl@1:3.0-1?distro=debian-99',
    reason: 'Debian package: the index has no advisories for debian 99 (1 package)',
  },
  'a distribution without an index': {
    purl: 'pkg:deb/ubuntu/openssl@1:3.0-1?distro=jammy',
    reason: 'Ubuntu: no advisory index, nothing was looked up; run `theriac db update --only ubuntu`',
  },
  'a distribution that nobody publishes advisories for': {
    purl: 'pkg:deb/raspbian/openssl@1:3.0-1?distro=raspbian-12',
    reason:
      'Debian package: there are no advisories for raspbian 12; those of debian, which it is made from, are not shown to hold for it (1 package)',
  },
  'a release of Alpine that the index lacks': {
    purl: 'pkg:apk/alpine/openssl@3.1-r0?distro=alpine-3.99.1',
    reason: 'Alpine package: the index has no advisories for alpine 3.99.1 (1 package)',
  },
  'an operating system without an index': {
    purl: 'pkg:rpm/redhat/openssl@3.0-1.el9',
    system: ['rhel', '9.2'],
    reason: 'Red Hat: no advisory index, nothing was looked up; run `theriac db update --only redhat`',
  },
};

test.each(Object.entries(UNKNOWN))('%s: not known, never green', async (_, row) => {
  const result = await scanOf(row);
  expect(result.gate.state).toBe('incomplete');
  expect(result.coverage.find((c) => c.area === 'vulnerabilities')?.reasons).toContain(row.reason);
});

test('package types of which nothing is known keep their package URL', async () => {
  for (const purl of ['pkg:cpan/DBI@1.643', 'pkg:huggingface/distilbert@1', 'pkg:k8s/core/pod@1']) {
    const result = await scanOf({ purl });
    expect(result.inventory.components.map((c) => c.purl)).toContain(purl);
    expect(result.gate.state).toBe('incomplete');
  }
});
