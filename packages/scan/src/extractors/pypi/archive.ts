/** Wheels and eggs: the package that the archive is. What it needs is in the lockfile of whoever installs it. */
import { createHash } from 'node:crypto';
import type { Extract } from '@theriac/core';
import { isZipProblem, readZip, ZipBudget } from '@theriac/read/archive';
import { RootBuilder } from '../shared/root-builder.ts';
import { parseCoreMetadata } from './core-metadata.ts';
import { identityOfFileName } from './requirement.ts';

const METADATA = /^(?:[^/]+\.dist-info\/METADATA|EGG-INFO\/PKG-INFO)$/;
const MAX_TEXT = 8 * 1024 * 1024;

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'pypi');
  const bytes = file.bytes();
  const content = await readZip(bytes, new ZipBudget());
  for (const { message } of content.problems) root.unknown('archive', message, undefined, true);
  const entry = content.entries.find((e) => METADATA.test(e.name) && e.size <= MAX_TEXT);
  const inner = entry === undefined ? undefined : await entry.read();
  if (inner !== undefined && isZipProblem(inner)) root.unknown('archive', inner.message, undefined, false);
  const metadata =
    inner === undefined || isZipProblem(inner)
      ? undefined
      : parseCoreMetadata(Buffer.from(inner).toString('utf8').replace(/\r\n?/g, '\n'));
  const named = identityOfFileName(file.path);
  const name = metadata?.name ?? named?.name;
  const version = metadata?.version ?? named?.version;
  if (name === undefined || version === undefined) {
    root.unknown(
      'no-package-data',
      'neither metadata nor file name tell what the archive is',
      undefined,
      true,
    );
    return root.build();
  }
  const licence = metadata?.licence;
  root.add({
    name,
    version,
    scope: 'production',
    direct: true,
    location: { path: file.path },
    hashes: [{ algorithm: 'sha256', hex: createHash('sha256').update(bytes).digest('hex') }],
    ...(licence !== undefined && licence.length <= 200 ? { licence } : {}),
  });
  return root.build();
};
