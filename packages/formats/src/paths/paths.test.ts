import type { AccessReport, Hop, PathNode } from '@theriac/core/configuration';
import { describe, expect, test } from 'vitest';
import { renderPaths } from './index.ts';
import { BOX, drawingOf } from './layout.ts';

const at = { path: 'deploy/compose.yaml', line: 3, column: 5 };
const NODES: readonly PathNode[] = [
  { id: 'internet', kind: 'internet', label: 'internet' },
  { id: 'proxy', kind: 'workload', label: 'services.proxy', at },
  { id: 'app', kind: 'workload', label: 'services.app', at },
  {
    id: 'db',
    kind: 'store',
    label: 'services.db',
    at,
    technology: 'MySQL',
    data: { class: 'phi', why: 'theriac.yaml:4' },
  },
];
const hop = (from: string, to: string, more: Partial<Hop> = {}): Hop => ({
  from,
  to,
  at,
  by: `${from} uses ${to}`,
  cut: `part ${from} and ${to}`,
  tls: 'unknown',
  authentication: 'unknown',
  isUsed: true,
  ...more,
});
const IN = hop('internet', 'proxy', { tls: 'yes' });
const SHORTCUT = hop('proxy', 'db', { isUsed: false, authentication: 'no', by: 'both are on one network' });

const report = (more: Partial<AccessReport> = {}): AccessReport => ({
  declared: 3,
  nodes: NODES,
  hops: [IN, hop('proxy', 'app'), hop('app', 'db'), SHORTCUT],
  paths: [
    {
      store: 'db',
      hops: [IN, SHORTCUT],
      cuts: [SHORTCUT],
      isCertain: true,
      rules: ['THERIAC-PATH-NOT-SEGMENTED'],
      doubts: [],
    },
  ],
  unreached: [],
  egress: [],
  unknowns: [],
  ...more,
});
const options = { title: 'portal', width: 80, all: false };

describe('text', () => {
  test('gives each hop with its place, and what to cut', async () => {
    expect(
      await renderPaths(report(), 'text', options),
    ).toBe(`The internet reaches 1 of 1 store of data; 1 in a way that should be cut.

services.db: not kept apart from what faces the internet
  MySQL, patient data: theriac.yaml:4
  internet → services.proxy → services.db
  1. to services.proxy: internet uses proxy
     deploy/compose.yaml:3 · TLS yes, login not known
  2. to services.db: both are on one network
     deploy/compose.yaml:3 · TLS not known, login no
  Cut: services.db: part proxy and db (deploy/compose.yaml:3)
`);
  });

  test('keeps to the width', async () => {
    for (const width of [40, 60, 80]) {
      const lines = (await renderPaths(report(), 'text', { ...options, width })).split('\n');
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
  });

  test('says what is not known, and what nothing reaches', async () => {
    const text = await renderPaths(
      report({
        paths: [],
        unreached: ['db'],
        unknowns: [
          {
            reason: 'dynamic',
            message: 'a template makes it',
            location: { path: 'a.yaml' },
            losesComponents: false,
          },
        ],
      }),
      'text',
      options,
    );
    expect(text).toContain('The internet reaches 0 of 1 store of data.');
    expect(text).toContain('Not reached from the internet, by what was read: services.db');
    expect(text).toContain('- a.yaml: a template makes it');
  });

  test('a target without stores says so', async () => {
    expect(await renderPaths(report({ paths: [], nodes: [] }), 'text', options)).toBe(
      'No store of data was recognised in the configuration, so nothing is known of the\nways to it.\n',
    );
  });
});

test('the picture has what uses the store, and marks the wrong way', async () => {
  const svg = await renderPaths(report(), 'svg', options);
  expect(svg).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<svg /);
  expect(svg).toContain('role="img"');
  expect(svg).toContain('services.app');
  expect(svg).toMatch(/class="hop unused bad"[^>]*><title>services\.proxy → services\.db/);
  expect(svg).toMatch(/<g class="store phi wrong">/);
});

describe('the layout', () => {
  const placeOf = (drawing: ReturnType<typeof drawingOf>, id: string): number =>
    drawing.placed.get(id)?.x ?? Number.NaN;

  test('a store stands behind what uses it, also where the internet reaches it directly', () => {
    const direct = hop('internet', 'db');
    const back = hop('db', 'app', { isUsed: false });
    const { hops, paths } = report();
    const drawing = drawingOf(
      report({
        hops: [...hops, direct, back],
        paths: paths.map((path) => ({ ...path, hops: [direct] })),
      }),
    );
    expect(placeOf(drawing, 'proxy')).toBeLessThan(placeOf(drawing, 'app'));
    expect(placeOf(drawing, 'app')).toBeLessThan(placeOf(drawing, 'db'));
    expect(drawing.hops).not.toContain(back);
  });

  test('a line over more than one column runs below the boxes', () => {
    const { lanes, placed, height } = drawingOf(report());
    const bottom = Math.max(...[...placed.values()].map(({ y }) => y + BOX.height));
    expect([...lanes.keys()]).toEqual(['db']);
    expect(lanes.get('db')).toBeGreaterThan(bottom);
    expect(lanes.get('db')).toBeLessThan(height);
  });
});

test('names of scanned files are text everywhere', async () => {
  const nodes = NODES.map((node) => ({ ...node, label: `${node.label}<script>&"` }));
  for (const format of ['svg', 'html'] as const) {
    const page = await renderPaths(report({ nodes }), format, options);
    expect(page).not.toContain('<script>');
    expect(page).toContain('services.db&lt;script&gt;&amp;&quot;');
  }
});

test('JSON is the report', async () => {
  expect(JSON.parse(await renderPaths(report(), 'json', options))).toEqual(report());
});

test('a picture of many shows first what should be cut, and says how much it leaves out', async () => {
  const many = Array.from({ length: 70 }, (_, i) => i);
  const big = report({
    nodes: [
      ...NODES.slice(0, 1),
      ...many.flatMap((i): PathNode[] => [
        { id: `app${i}`, kind: 'workload', label: `services.app${i}`, at },
        { id: `db${i}`, kind: 'store', label: `services.db${i}`, at, technology: 'MySQL' },
      ]),
    ],
    hops: many.flatMap((i) => [hop('internet', `app${i}`), hop(`app${i}`, `db${i}`)]),
    paths: many.map((i) => ({
      store: `db${i}`,
      hops: [hop('internet', `app${i}`), hop(`app${i}`, `db${i}`)],
      cuts: [],
      isCertain: true,
      rules: i === 69 ? ['THERIAC-PATH-NOT-SEGMENTED'] : [],
      doubts: [],
    })),
  });
  const svg = await renderPaths(big, 'svg', options);
  expect(svg).toContain('61 more things on ways that need no cut are not drawn.');
  expect(svg.indexOf('>services.db69<')).toBeLessThan(svg.indexOf('>services.db0<'));
  const text = await renderPaths(big, 'text', options);
  expect(text).toContain('66 more paths through what uses the store; --all shows them.');
});

test('what is possible is counted apart, and never called fine', async () => {
  const why = 'whether its subnets have a route to the internet is not in the files';
  const doubtful = hop('internet', 'db', { unknown: why, by: 'it has a public address' });
  const text = await renderPaths(
    report({
      paths: [
        {
          store: 'db',
          hops: [doubtful],
          cuts: [doubtful],
          isCertain: false,
          rules: [],
          doubts: [{ rule: 'THERIAC-PATH-STORE-EXPOSED', hops: [doubtful] }],
        },
      ],
    }),
    'text',
    options,
  );
  expect(text).toContain('The internet reaches 0 of 1 store of data; whether it reaches 1 is not known.');
  expect(text).toContain('services.db: perhaps reached directly');
  expect(text.replaceAll(/\s+/g, ' ')).toContain(`not certain: ${why}`);
});

test('whatever a hop needs besides is told with its place, and is a way to cut it', async () => {
  const also = [{ at, by: 'main sends every address to the gateway', cut: 'remove the route' }];
  const text = await renderPaths(
    report({
      paths: [
        {
          store: 'db',
          hops: [hop('internet', 'db', { also })],
          cuts: [hop('internet', 'db', { also })],
          isCertain: true,
          rules: ['THERIAC-PATH-STORE-EXPOSED'],
          doubts: [],
        },
      ],
    }),
    'text',
    options,
  );
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    'and main sends every address to the gateway (deploy/compose.yaml:',
  );
  expect(text.replaceAll(/\s+/g, ' ')).toContain('; or remove the route (deploy/compose.yaml:');
});
