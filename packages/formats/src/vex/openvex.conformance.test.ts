import { readdirSync, readFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { fixtureUrl } from '@theriac/testing/public-sets';
import { describe, expect, test } from 'vitest';
import { readOpenVex } from './openvex.ts';

const base = fixtureUrl('openvex/');
const read = (path: string) => readOpenVex(readFileSync(new URL(path, base), 'utf8'), 'vex.json');

describe('OpenVEX', () => {
  test('0.0.1: strings, document timestamp and author', () => {
    expect(read('go-vex/pkg/vex/testdata/v0.0.1.json')).toEqual([
      {
        vulnerability: ['CVE-2023-12345'],
        products: [
          { id: 'pkg:apk/wolfi/git@2.39.0-r1?arch=armv7', subcomponents: [] },
          { id: 'pkg:apk/wolfi/git@2.39.0-r1?arch=x86_64', subcomponents: [] },
        ],
        status: 'fixed',
        timestamp: '2023-01-08T18:02:03.647787998-06:00',
        author: 'Wolfi J Inkinson',
        source: 'vex.json#1',
      },
    ]);
  });

  test('0.2.0: objects, statement timestamp', () => {
    expect(read('go-vex/pkg/vex/testdata/v020-1.vex.json')).toEqual([
      {
        vulnerability: ['CVE-9876-54321'],
        products: [{ id: 'pkg:apk/wolfi/bash@1.0.0', subcomponents: [] }],
        status: 'under_investigation',
        timestamp: '2022-12-22T16:36:43-05:00',
        author: 'John Doe',
        source: 'vex.json#1',
      },
    ]);
  });

  test('every public document is read or refused with a reason', () => {
    const read: Record<string, number | string> = {};
    for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
      const path = `${entry.parentPath.slice(base.pathname.length)}/${entry.name}`;
      try {
        read[path] = readOpenVex(readFileSync(new URL(path, base), 'utf8'), path).length;
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
        read[path] = error.message;
      }
    }
    expect(Object.values(read).filter((n) => typeof n === 'number')).toHaveLength(24);
    const refused = Object.keys(read).filter((path) => typeof read[path] === 'string');
    expect(refused.filter((path) => !/csaf|rhsa|context|schema|spdx/.test(path))).toEqual([]);
    expect(read['vexctl/examples/sarif/sample-history.openvex.json']).toBe(2);
  });
});
