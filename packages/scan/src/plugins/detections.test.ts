/** The runner of detectors alone: starting, files. contract.test.ts shows the same kept by a whole scan. */
import { type ExtractResult, type InspectContext, type RunContext, TheriacError } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { detector, END, RUN, started, walked } from '@theriac/testing/start-detections';
import { describe, expect, test } from 'vitest';
import type { ScanDetector } from './list.ts';

const MIB = 1024 * 1024;
const NOTHING = { findings: [] };

describe('when a detector is started', () => {
  test('at the beginning when a file concerns it, otherwise at the end when the inventory does', async () => {
    const loads: string[] = [];
    const noted = (id: string, over: Partial<ScanDetector> = {}): ScanDetector => ({
      ...detector({}, { id, ...over }),
      load: () => {
        loads.push(id);
        return Promise.resolve(() => ({ conclude: () => NOTHING }));
      },
    });
    const byFile = noted('by file');
    const byInventory = noted('by inventory', { concerns: (inventory) => inventory.components.length === 0 });
    const neither = noted('neither');
    const { detections } = await started([byFile, byInventory, neither], [walked('a.txt', [byFile])]);
    expect(loads).toEqual(['by file']);
    await detections.conclude(END);
    expect(loads).toEqual(['by file', 'by inventory']);
  });

  test('with what the run knows', async () => {
    const runs: RunContext<Config>[] = [];
    const noted = detector(
      {},
      {
        load: () =>
          Promise.resolve((given) => {
            runs.push(given);
            return { conclude: () => NOTHING };
          }),
      },
    );
    await started([noted], [walked('a.txt', [noted])]);
    expect(runs).toEqual([RUN]);
  });

  test('once, also when that fails or is not allowed', async () => {
    let loads = 0;
    const load = (): never => {
      loads += 1;
      throw new RangeError('x');
    };
    const broken = detector({}, { load });
    const { detections, defects } = await started([broken], [walked('a.txt', [broken])]);
    await detections.conclude(END);
    expect([loads, defects.length]).toEqual([1, 1]);

    const denied = detector({}, { load, requires: ['network'] });
    const other = await started([denied], [walked('a.txt', [denied])]);
    expect((await other.detections.conclude(END)).coverage).toEqual([
      {
        area: 'sample',
        state: 'partial',
        reasons: [
          'samples not checked: it needs the network, which this run may not use (--online allows it)',
        ],
      },
    ]);
    expect(loads).toBe(1);
  });

  test('only when everything that it requires is allowed', async () => {
    const both = detector({}, { requires: ['network', 'process'] });
    const reasonsWith = async (...allow: ('network' | 'process')[]): Promise<unknown> => {
      const { detections } = await started([both], [walked('a.txt', [both])], allow);
      return (await detections.conclude(END)).coverage[0];
    };
    const network =
      'samples not checked: it needs the network, which this run may not use (--online allows it)';
    const process = 'samples not checked: it needs to run programs, which this run may not do';
    expect(await reasonsWith()).toEqual({ area: 'sample', state: 'partial', reasons: [network, process] });
    expect(await reasonsWith('network')).toEqual({ area: 'sample', state: 'partial', reasons: [process] });
    expect(await reasonsWith('network', 'process')).toEqual({
      area: 'sample',
      state: 'complete',
      reasons: [],
    });
  });
});

describe('a file', () => {
  test('is given to the detectors that asked for it, with what is known of the other files', async () => {
    const seen: { path: string; context: InspectContext }[] = [];
    const plugin = detector({ inspect: (file, context) => void seen.push({ path: file.path, context }) });
    const blind = detector({}, { id: 'without inspect' });
    const extracted: ExtractResult[] = [{ roots: [], unknowns: [] }];
    const files = [
      walked('a.txt', [plugin, blind]),
      walked('b/a.txt', [blind]),
      walked('c/a.txt', [plugin]),
      walked('d/a.txt', []),
    ];
    const { detections, defects } = await started([plugin, blind], files, [], {
      'a.txt': 'x',
      'b/a.txt': 'x',
      'c/a.txt': 'x',
      'd/a.txt': 'x',
      'other.txt': 'y',
    });
    for (const file of files) await detections.inspect(file, extracted);
    expect(defects).toEqual([]);
    expect(seen.map((s) => s.path)).toEqual(['a.txt', 'c/a.txt']);
    const context = seen[0]?.context;
    expect(context?.matched).toEqual(['a.txt', 'c/a.txt']);
    expect(context?.named('a.txt')).toEqual(['a.txt', 'b/a.txt', 'c/a.txt']);
    expect(context?.named('b.txt')).toEqual([]);
    expect(context?.extracted).toBe(extracted);
    expect(context?.file('other.txt')?.text()).toBe('y');
    expect(context?.file('none.txt')).toBeNull();
    expect([context?.exists('other.txt'), context?.exists('none.txt')]).toEqual([true, false]);
  });

  test('is not given to a detector that is not of this run, or that could not start', async () => {
    let inspected = 0;
    const inspect = (): void => {
      inspected += 1;
    };
    const broken = detector({ inspect }, { requires: ['process'] });
    const stranger = detector({ inspect });
    const file = walked('a.txt', [stranger, broken]);
    const { detections } = await started([broken], [file]);
    await detections.inspect(file, []);
    expect(inspected).toBe(0);
  });

  test('of exactly the largest size is read; a larger one is a known unknown, and the area is partial', async () => {
    const seen: string[] = [];
    const plugin = detector(
      { inspect: (file) => void seen.push(file.path) },
      { files: { names: ['a.txt'], maxBytes: 2 * MIB } },
    );
    const files = [walked('a.txt', [plugin], 2 * MIB), walked('b/a.txt', [plugin], 2 * MIB + 1)];
    const { detections } = await started([plugin], files);
    for (const file of files) await detections.inspect(file, []);
    const { unknowns, coverage } = await detections.conclude(END);
    expect(seen).toEqual(['a.txt']);
    expect(unknowns).toEqual([
      {
        reason: 'too-large',
        message: 'larger than 2 MiB: not checked for samples',
        location: { path: 'b/a.txt' },
        losesComponents: false,
      },
    ]);
    expect(coverage).toEqual([
      {
        area: 'sample',
        state: 'partial',
        reasons: ['b/a.txt: larger than 2 MiB: not checked for samples'],
      },
    ]);
  });

  test('that cannot be read is a known unknown', async () => {
    const plugin = detector({ inspect: () => {} });
    const { detections } = await started([plugin], [walked('a.txt', [plugin])], [], {});
    await detections.inspect(walked('a.txt', [plugin]), []);
    const { unknowns } = await detections.conclude(END);
    expect(unknowns).toEqual([
      {
        reason: 'unreadable',
        message: 'the file cannot be read: not checked for samples',
        location: { path: 'a.txt' },
        losesComponents: false,
      },
    ]);
  });

  test('that the detector refuses is a known unknown, with its message', async () => {
    const plugin = detector({
      inspect: () => {
        throw new TheriacError('THERIAC_INPUT_SYNTAX', 'duplicate key', { path: 'a.txt', line: 2 });
      },
    });
    const { detections, defects } = await started([plugin], [walked('a.txt', [plugin])]);
    await detections.inspect(walked('a.txt', [plugin]), []);
    const { unknowns, coverage } = await detections.conclude(END);
    expect(defects).toEqual([]);
    expect(unknowns).toMatchObject([
      { reason: 'unparseable', message: expect.stringMatching(/^not checked for samples: .*duplicate key/) },
    ]);
    expect(coverage[0]?.state).toBe('partial');
  });
});
