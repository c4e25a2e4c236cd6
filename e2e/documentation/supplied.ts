/** What suppliers deliver in the documentation: a product with its document, a key, a device, an advisory. */
import { generateKeyPairSync } from 'node:crypto';
import { type Files, installed } from './projects.ts';

/** A supplier's document, and the unpacked product that it is about, which differs in four ways. */
export const DELIVERY: Files = {
  'vendor.cdx.json': JSON.stringify(
    {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      version: 1,
      metadata: {
        timestamp: '2026-08-01T00:00:00Z',
        authors: [{ name: 'Pump Maker', email: 'sbom@pump.example' }],
        component: {
          type: 'application',
          'bom-ref': 'infusion-pump',
          supplier: { name: 'Pump Maker' },
          name: 'infusion-pump',
          version: '2.0.0',
          purl: 'pkg:generic/infusion-pump@2.0.0',
        },
      },
      components: [
        ['lodash', '4.17.20', 'MIT'],
        ['left-pad', '1.3.0', 'MIT'],
        ['debug', '4.3.4', 'MIT'],
        ['ms', '2.1.2', 'MIT'],
        ['underscore', '1.13.6', 'MIT'],
      ].map(([name, version, id]) => ({
        type: 'library',
        'bom-ref': name,
        supplier: { name: `The authors of ${name}` },
        name,
        version,
        purl: `pkg:npm/${name}@${version}`,
        licenses: [{ license: { id } }],
      })),
      dependencies: [
        { ref: 'infusion-pump', dependsOn: ['lodash', 'left-pad', 'debug', 'underscore'] },
        { ref: 'debug', dependsOn: ['ms'] },
        ...['lodash', 'left-pad', 'ms', 'underscore'].map((ref) => ({ ref })),
      ],
    },
    null,
    2,
  ),
  'unpacked/node_modules/lodash/package.json': installed('lodash', '4.17.21', { license: 'MIT' }),
  'unpacked/node_modules/left-pad/package.json': installed('left-pad', '1.3.0', { license: 'WTFPL' }),
  'unpacked/node_modules/debug/package.json': installed('debug', '4.3.4', { license: 'MIT' }),
  'unpacked/node_modules/ms/package.json': installed('ms', '2.1.2', { license: 'MIT' }),
  'unpacked/node_modules/minimist/package.json': installed('minimist', '1.2.8', { license: 'MIT' }),
};

/** A key pair of a supplier, new in each run. */
export function keyPair(): Files {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    'vendor.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'vendor.pub': publicKey.export({ type: 'spki', format: 'pem' }),
  };
}

/** A device's bill of materials, and an advisory of the maker of its operating system. */
export const PUMP: Files = {
  'infusion-pump.cdx.json': JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'device', name: 'Infusion pump', version: '2.0.0' } },
    components: [
      {
        type: 'operating-system',
        'bom-ref': 'rtos',
        supplier: { name: 'Example RTOS GmbH' },
        name: 'Pulse RTOS',
        version: '2.3.4',
      },
    ],
  }),
  'advisories/example-2026-001.json': JSON.stringify({
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      title: 'Example RTOS: network stack',
      publisher: { category: 'vendor', name: 'Example RTOS', namespace: 'https://rtos.example' },
      tracking: {
        id: 'EXAMPLE-2026-001',
        status: 'final',
        version: '1',
        initial_release_date: '2026-07-01T00:00:00Z',
        current_release_date: '2026-07-01T00:00:00Z',
        revision_history: [{ number: '1', date: '2026-07-01T00:00:00Z', summary: 'First version' }],
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Example RTOS',
          branches: [
            {
              category: 'product_name',
              name: 'Pulse RTOS',
              branches: [
                {
                  category: 'product_version_range',
                  name: '<= 2.3.6',
                  product: { product_id: 'P1', name: 'Pulse RTOS <= 2.3.6' },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2026-10001',
        title: 'A packet with a wrong length is written past the end of a buffer',
        notes: [{ category: 'summary', text: 'A packet with a wrong length is written past a buffer.' }],
        product_status: { known_affected: ['P1'] },
        scores: [
          {
            products: ['P1'],
            cvss_v3: {
              version: '3.1',
              vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
              baseScore: 9.8,
              baseSeverity: 'CRITICAL',
            },
          },
        ],
        remediations: [{ category: 'vendor_fix', details: 'Update to 2.3.7.', product_ids: ['P1'] }],
      },
    ],
  }),
};
