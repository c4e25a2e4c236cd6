/** The medical advisories of CISA, as they were published, against components made of their own products. */

import { readFileSync } from 'node:fs';
import type { Component, CsafDocument, CsafProduct } from '@theriac/core';
import { readCsaf } from '@theriac/formats/csaf';
import { readZip, ZipBudget } from '@theriac/read/archive';
import { feedUrl } from '@theriac/testing/public-sets';
import { beforeAll, describe, expect, test } from 'vitest';
import { csafFindings } from './csaf-findings.ts';

const FEED = feedUrl('csaf-medical/icsma.zip');
const documents: CsafDocument[] = [];
beforeAll(async () => {
  const { entries } = await readZip(readFileSync(FEED), new ZipBudget());
  for (const entry of entries.filter((e) => e.name.endsWith('.json'))) {
    const bytes = await entry.read();
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`${entry.name} cannot be read`);
    documents.push(readCsaf(Buffer.from(bytes).toString('utf8'), entry.name));
  }
});

const component = (name: string, version: string | null, supplier?: string): Component => ({
  id: `r#${name}`,
  root: 'r',
  ecosystem: 'generic',
  name,
  version,
  purl: `pkg:generic/${encodeURIComponent(name)}`,
  scope: 'production',
  direct: true,
  location: { path: 'bom.json' },
  dependsOn: [],
  ...(supplier === undefined ? {} : { supplier }),
});
/** A product whose affected versions are understood, as a hospital would have it in an SBOM. */
const installed = ({ vendor, name = '', version, range }: CsafProduct): Component | null =>
  version === undefined && range !== 'vers:all/*' ? null : component(name, version ?? '1.0', vendor);

const found = (of: CsafDocument, c: Component): string[][] =>
  csafFindings([of], [c], undefined).map((f) => [...(f.notes ?? [])]);

test('every document is read', () => {
  expect(documents).toHaveLength(144);
});

describe('matching', () => {
  test('each product with known versions meets its own advisory, without a doubt', () => {
    let asked = 0;
    for (const document of documents) {
      for (const product of document.products.values()) {
        const own = installed(product);
        if (own === null || product.vendor === undefined) continue;
        const isAffected = document.vulnerabilities.some((v) =>
          v.status.known_affected?.includes(product.id),
        );
        if (!isAffected) continue;
        asked += 1;
        expect(
          found(document, own).some((notes) => notes.length === 0),
          product.title,
        ).toBe(true);
      }
    }
    expect(asked).toBeGreaterThan(250);
  });

  test('the product of another vendor meets no advisory', () => {
    for (const document of documents) {
      for (const product of document.products.values()) {
        const foreign = component(product.name ?? '', product.version ?? '1.0', 'Example Devices');
        expect(found(document, foreign), product.title).toEqual([]);
      }
    }
  });

  test('a device without vendor or version is reported as possible, with the reason', () => {
    const pump = documents.find((d) => d.id === 'ICSMA-17-017-02');
    if (pump === undefined) throw new RangeError('the advisory is in the feed');
    const [product] = pump.products.values();
    const [notes = []] = found(pump, component(product?.name ?? '', null));
    expect(notes).toContain('Possible match, to be checked: the vendor of the component is not known.');
  });
});
