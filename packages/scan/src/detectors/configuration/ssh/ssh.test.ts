import type { DetectResult } from '@theriac/core';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { expect, test } from 'vitest';
import { configuration } from '../index.ts';

const ids = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const result: DetectResult = await detectInMemory(configuration, { inventory: EMPTY_INVENTORY, files });
  return result.findings
    .map(
      ({ rule, locations: [place] }) =>
        `${rule.id.replace('THERIAC-CFG-SSH-', '')} ${place?.path}:${place?.line}`,
    )
    .sort();
};

const SAFE = 'PermitRootLogin no\nPasswordAuthentication no\nClientAliveInterval 300\n';

test('the first value of a keyword holds', async () => {
  expect(
    await ids({ 'etc/ssh/sshd_config': `${SAFE}PermitRootLogin yes\nPasswordAuthentication yes\n` }),
  ).toEqual([]);
  expect(await ids({ 'etc/ssh/sshd_config': `PasswordAuthentication=yes\n${SAFE}` })).toEqual([
    'PASSWORD etc/ssh/sshd_config:1',
  ]);
});

test('an include comes before what follows it, and its file is not judged for itself', async () => {
  const files = {
    'etc/ssh/sshd_config': `Include /etc/ssh/sshd_config.d/*.conf\n${SAFE}`,
    'etc/ssh/sshd_config.d/50-cloud.conf': 'PasswordAuthentication yes\n',
  };
  expect(await ids(files)).toEqual(['PASSWORD etc/ssh/sshd_config.d/50-cloud.conf:1']);
});

test('a Match block is judged by what it says alone', async () => {
  const text = `${SAFE}Match User backup\n  PasswordAuthentication yes\nMatch User other\n  X11Forwarding no\n`;
  expect(await ids({ sshd_config: text })).toEqual(['PASSWORD sshd_config:5']);
});

test('files that include each other, and an include outside of the target, end', async () => {
  const text = `Include sshd_config\nInclude ../../../../etc/ssh/other\n${SAFE}`;
  expect(await ids({ 'a/sshd_config': text })).toEqual([]);
});
