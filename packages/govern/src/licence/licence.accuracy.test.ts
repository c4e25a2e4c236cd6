import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { feedUrl } from '@theriac/testing/public-sets';
import { describe, expect, test } from 'vitest';
import { licenceCategory } from './categories.ts';

describe('categories', () => {
  test('no licence that a public database calls copyleft passes as permissive', () => {
    const file = feedUrl('licenses/scancode-licensedb.json.gz');
    const rows = Object.values(
      JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Record<
        string,
        { spdx_license_key: string | null; category: string }
      >,
    );
    const milder = rows.filter(({ spdx_license_key: id, category }) => {
      const own = licenceCategory(id ?? '');
      return (
        (own === 'permissive' || own === 'public-domain') &&
        /^(?:Copyleft|Non-Commercial|Source-available)/.test(category)
      );
    });
    // LiLiQ-P and Qhull ask for no more than notices; the database is stricter there.
    expect(milder.map((r) => r.spdx_license_key).sort()).toEqual(['LiLiQ-P-1.1', 'Qhull']);
  });
});
