/** The runner of detectors alone: defects, the end of a run, coverage. */
import {
  aboutFile,
  type ComponentLicences,
  type DetectContext,
  type Detection,
  type DetectResult,
  type KnownUnknown,
  type RawFinding,
  type RegistryAccess,
} from '@theriac/core';
import { EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { detector, END, started, walked } from '@theriac/testing/start-detections';
import { describe, expect, test } from 'vitest';
import { areasOf } from './detections.ts';
import type { ScanDetector } from './list.ts';

const finding = (path: string): RawFinding => ({
  rule: { id: 'S', kind: 'secret', title: '', severity: 'low', cwe: [], aliases: [], cvss: [] },
  subject: aboutFile(path),
  scope: 'production',
  key: '',
  locations: [],
  evidence: [],
  action: '',
});

const unknown = (message: string): KnownUnknown => ({
  reason: 'unparseable',
  message,
  location: { path: 'a.txt' },
  losesComponents: false,
});

describe('a defect', () => {
  const fault = new TypeError('contents of the file');
  const MESSAGE = '(TypeError): a defect in Theriac, please report it; --debug shows the stack';

  test('in a file fails the area, names the file, and leaves the other detectors running', async () => {
    const broken = detector({
      inspect: async () => {
        throw fault;
      },
      conclude: () => ({ findings: [finding('kept')] }),
    });
    const healthy = detector({ conclude: () => ({ findings: [finding('healthy')] }) }, { area: 'other' });
    const { detections, defects } = await started([broken, healthy], [walked('a.txt', [broken, healthy])]);
    await detections.inspect(walked('a.txt', [broken, healthy]), []);
    const { findings, coverage } = await detections.conclude(END);
    expect(defects).toStrictEqual([{ plugin: 'detector sample', error: fault, path: 'a.txt' }]);
    expect(findings.map((f) => f.subject)).toEqual([aboutFile('kept'), aboutFile('healthy')]);
    expect(coverage).toEqual([
      { area: 'sample', state: 'failed', reasons: [`detector sample failed on a.txt ${MESSAGE}`] },
      { area: 'other', state: 'complete', reasons: [] },
    ]);
  });

  test('at the end names no file', async () => {
    const broken = detector({ conclude: () => Promise.reject(fault) });
    const { detections, defects } = await started([broken], [walked('a.txt', [broken])]);
    const { findings, coverage } = await detections.conclude(END);
    expect(defects).toStrictEqual([{ plugin: 'detector sample', error: fault }]);
    expect(findings).toEqual([]);
    expect(coverage).toEqual([
      { area: 'sample', state: 'failed', reasons: [`detector sample failed ${MESSAGE}`] },
    ]);
  });
});

describe('the end of a run', () => {
  test('gathers what all detectors found', async () => {
    const [one, two]: [ComponentLicences, ComponentLicences] = [{ declared: 'MIT' }, { declared: 'ISC' }];
    const first = detector({
      conclude: () => ({
        findings: [finding('first')],
        unknowns: [unknown('first')],
        licences: new Map([['lock#a', one]]),
        reasons: ['z is not known', 'a is not known'],
      }),
    });
    const second = detector({
      conclude: () => ({
        findings: [finding('second')],
        unknowns: [unknown('second')],
        licences: new Map([['lock#b', two]]),
        reasons: ['a is not known'],
      }),
    });
    const { detections } = await started([first, second], [walked('a.txt', [first, second])]);
    expect(await detections.conclude(END)).toEqual({
      findings: [finding('first'), finding('second')],
      unknowns: [unknown('first'), unknown('second')],
      secretSources: [],
      licences: new Map([
        ['lock#a', one],
        ['lock#b', two],
      ]),
      coverage: [{ area: 'sample', state: 'partial', reasons: ['a is not known', 'z is not known'] }],
    });
  });

  test('gives the inventory, the files, the folders and the facts; the registry only to who requires the network', async () => {
    const contexts: DetectContext[] = [];
    const conclude = (context: DetectContext): DetectResult => {
      contexts.push(context);
      return { findings: [] };
    };
    const offline = detector({ conclude });
    const online = detector({ conclude }, { requires: ['network'] });
    const registry: RegistryAccess = { history: () => Promise.resolve(null) };
    const endOfLife = () => [];
    const inventory = { ...EMPTY_INVENTORY };
    const { detections } = await started(
      [offline, online],
      [walked('a.txt', [offline, online])],
      ['network'],
      { 'a.txt': 'x', 'node_modules/b/index.js': '' },
    );
    await detections.conclude({ inventory, endOfLife, registry });
    expect(contexts.map((c) => c.registry)).toEqual([undefined, registry]);
    const [context] = contexts;
    expect(context?.inventory).toBe(inventory);
    expect(context?.endOfLife).toBe(endOfLife);
    expect(context?.matched).toEqual(['a.txt']);
    expect(context?.list('node_modules')).toEqual([{ name: 'b', kind: 'folder' }]);
    expect(context?.list('none')).toEqual([]);
  });

  test('does not ask a detector that the inventory does not concern, even if it was started', async () => {
    const asked: number[] = [];
    const plugin = detector(
      { conclude: () => ({ findings: [finding('a')] }) },
      {
        concerns: (_inventory, matched) => {
          asked.push(matched);
          return false;
        },
      },
    );
    const { detections } = await started([plugin], [walked('a.txt', [plugin])]);
    expect(await detections.conclude(END)).toEqual({
      findings: [],
      unknowns: [],
      secretSources: [],
      licences: new Map(),
      coverage: [{ area: 'sample', state: 'skipped', reasons: ['nothing of this kind was found'] }],
    });
    expect(asked).toEqual([1]);
  });
});

describe('the coverage of an area', () => {
  const idle = (): ScanDetector => detector({}, { concerns: () => false });
  const busy = (over: Partial<Detection> = {}): ScanDetector => detector(over, { concerns: () => true });
  const stateOf = async (...detectors: ScanDetector[]): Promise<unknown> => {
    const { detections } = await started(detectors, []);
    return (await detections.conclude(END)).coverage.map((c) => [c.area, c.state]);
  };
  const failing = (): ScanDetector =>
    busy({
      conclude: () => {
        throw new TypeError('x');
      },
    });

  test('is complete when one of its detectors ran and none has a reason', async () => {
    expect(await stateOf(idle(), busy())).toEqual([['sample', 'complete']]);
  });

  test('is failed when one of its detectors failed, whatever the others did', async () => {
    expect(await stateOf(busy({ conclude: () => ({ findings: [], reasons: ['r'] }) }), failing())).toEqual([
      ['sample', 'failed'],
    ]);
  });

  test('is failed, not skipped, when its only detector could not be loaded', async () => {
    const broken = detector({}, { concerns: () => true, load: () => Promise.reject(new TypeError('x')) });
    expect(await stateOf(broken)).toEqual([['sample', 'failed']]);
  });

  test('is one entry per area, in the order of the detectors', async () => {
    const detectors = [busy(), { ...busy(), area: 'other' }, busy()];
    expect(await stateOf(...detectors)).toEqual([
      ['sample', 'complete'],
      ['other', 'complete'],
    ]);
    expect(areasOf(detectors)).toEqual(['sample', 'other']);
  });
});
