import { fixture } from '@theriac/testing/public-sets';
import { describe, expect, test } from 'vitest';
import {
  type LicenceNode,
  type LicenceTerm,
  licenceTerms,
  parseLicence,
  recogniseLicence,
  satisfiesLicence,
  spdxException,
  spdxLicence,
} from './index.ts';

const licenceFixture = (path: string): string => fixture(`licenses/${path}`).toString('utf8');

function parsed(text: string): LicenceNode {
  const result = parseLicence(text);
  if (!result.ok) throw new TypeError(`${text}: ${result.message}`);
  return result.node;
}

const terms = (texts: readonly string[]): LicenceTerm[] =>
  texts.flatMap((text) => licenceTerms(parsed(text)));

describe('algebra', () => {
  test('agrees with the public examples of satisfaction', () => {
    const examples = JSON.parse(licenceFixture('spdx-satisfies/examples.json')) as {
      returnTrue: [string, string[]][];
      returnFalse: [string, string[]][];
    };
    expect(examples.returnTrue.length).toBeGreaterThan(10);
    for (const [text, list] of examples.returnTrue)
      expect([text, list, satisfiesLicence(parsed(text), terms(list))]).toEqual([text, list, true]);
    for (const [text, list] of examples.returnFalse)
      expect([text, list, satisfiesLicence(parsed(text), terms(list))]).toEqual([text, list, false]);
  });
});

describe('tables', () => {
  test('every id in the schema of CycloneDX is known', () => {
    const { enum: official } = JSON.parse(fixture('cyclonedx/schema/spdx.schema.json').toString('utf8')) as {
      enum: string[];
    };
    const missing = official.filter(
      (id) => spdxLicence(id.replace(/\+$/, '')) === undefined && spdxException(id) === undefined,
    );
    expect(missing).toEqual([]);
  });
});

describe('recognising what packages declare', () => {
  test('every current id that a public licence database names is recognised', () => {
    const index = JSON.parse(
      licenceFixture('license-expression/src/license_expression/data/scancode-licensedb-index.json'),
    ) as { spdx_license_key?: string; name?: string; is_exception?: boolean; is_deprecated?: boolean }[];
    let wrong = 0;
    let asked = 0;
    for (const row of index) {
      const id = spdxLicence(row.spdx_license_key ?? '')?.id;
      if (id === undefined || row.is_deprecated === true) continue;
      const result = recogniseLicence(row.spdx_license_key ?? '');
      asked += 1;
      if (result.kind !== 'expression' || result.node.kind !== 'licence') wrong += 1;
    }
    expect(asked).toBeGreaterThan(400);
    expect(wrong).toBe(0);
  });
});
