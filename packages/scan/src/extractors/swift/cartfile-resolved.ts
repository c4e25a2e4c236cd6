/**
 * `Cartfile.resolved` of Carthage (https://github.com/Carthage/Carthage, Documentation/Artifacts.md): one line per
 * dependency, nested ones included: `github "owner/repository" "1.2.3"`, `git "address" "commit"`, `binary "address" "1.0"`.
 */
import type { Extract } from '@theriac/core';
import { beside } from '../../target/paths.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { textAt } from '../shared/readable-text.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { repositoryName } from './repository-name.ts';

const ENTRY = /^(github|git|binary)[ \t]{1,20}"([^"]{1,500})"[ \t]{1,20}"([^"]{1,200})"[ \t]*(?:#.*)?$/;
/** A line of a Cartfile; what follows is a range. */
const ASKED = /^(github|git|binary)[ \t]{1,20}"([^"]{1,500})"/;

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'swift');
  const held = new Set<string>();
  for (const [at, text] of file.text().split('\n').entries()) {
    const line = at + 1;
    const trimmed = text.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, kind, address = '', version = ''] = ENTRY.exec(trimmed) ?? [];
    if (kind === undefined) {
      root.unknown('unparseable', 'a line is not understood', line, true);
      continue;
    }
    held.add(`${kind} ${address}`);
    const location = { path: file.path, line };
    const url = kind === 'github' && !address.includes('://') ? `https://github.com/${address}` : address;
    const key = root.add(
      kind === 'binary'
        ? {
            name: repositoryName(url),
            ecosystem: 'generic',
            version,
            location,
            origin: { kind: 'url', url: withoutCredentials(url) },
          }
        : { name: repositoryName(url), version, location, origin: gitOrigin(url, version) },
    );
    // The file does not say who asks for what: all of it is what the project resolved.
    root.want(key, 'production');
  }
  for (const name of ['Cartfile', 'Cartfile.private']) {
    const path = beside(file.path, name);
    for (const [at, text] of (textAt(path, context) ?? '').split('\n').entries()) {
      const [, kind, address = ''] = ASKED.exec(text.trim()) ?? [];
      if (kind === undefined || held.size === 0 || held.has(`${kind} ${address}`)) continue;
      const message = `${address} is required but missing from Cartfile.resolved: lock again`;
      root.unknown('dangling-edge', message, at + 1, true, { package: address, path });
    }
  }
  return root.build();
};
