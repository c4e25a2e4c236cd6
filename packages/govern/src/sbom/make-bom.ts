/** Small documents for tests. */
import { type Bom, type BomComponent, emptyBom, emptyBomComponent } from '@theriac/core';

export function component(purl: string, over: Partial<BomComponent> = {}): BomComponent {
  const [, name = purl, version] = /^pkg:[^/]+\/([^@]+)(?:@(.+))?$/.exec(purl) ?? [];
  return {
    ...emptyBomComponent(purl, name, 'library'),
    purl,
    ...(version === undefined ? {} : { version }),
    ...over,
  };
}

/** A product that depends on everything given. */
export function bomOf(components: readonly BomComponent[], over: Partial<Bom> = {}): Bom {
  const product = { ...emptyBomComponent('product', 'portal', 'application'), version: '2.0.0' };
  return {
    ...emptyBom(),
    created: '2026-01-01T00:00:00Z',
    subjects: ['product'],
    components: [product, ...components],
    relationships: [{ from: 'product', type: 'dependsOn', to: components.map((c) => c.ref) }],
    ...over,
  };
}
