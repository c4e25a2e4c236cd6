/** Programs that stand in the file system without a package manager that lists them. */
import type { ComponentDraft, Extract, ExtractContext, ExtractResult } from '@theriac/core';
import { ownedFiles } from '../os/owned-files.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { readJavaRelease } from './java-release.ts';
import type { Program } from './program.ts';
import { isAt, PROGRAMS } from './programs-table.ts';
import { versionIn } from './read-version.ts';

/** Lists of files, which {@link ownedFiles} asks for. */
const LIST = /\.list$|\.md5sums$/;

export const extract: Extract = (file, context) => {
  const { path } = file;
  if (LIST.test(path) || ownedFiles(context).owns(path)) return NOTHING;
  if (/(?:^|\/)release$/.test(path)) {
    const java = file.size > 1024 * 1024 ? undefined : readJavaRelease(file.text());
    // A JDK of release 8 has its runtime in a folder of its own.
    const isInside =
      /(?:^|\/)jre\/release$/.test(path) && context.exists(joined(folderOf(path), '../release'));
    return java === undefined || isInside
      ? NOTHING
      : listed(path, { ...java, ecosystem: 'bitnami', advisories: 'java' }, java.version);
  }
  for (const program of PROGRAMS) {
    if (!isAt(program, path)) continue;
    const version = versionIn(file, program);
    if (version === undefined) continue;
    return isListedElsewhere(path, program, context) ? NOTHING : listed(path, program, version);
  }
  return NOTHING;
};

type Named = Pick<Program, 'name' | 'ecosystem' | 'advisories' | 'cpe'>;

function listed(path: string, { name, ecosystem, advisories, cpe }: Named, version: string): ExtractResult {
  const root = new RootBuilder(path, ecosystem);
  const [vendor, product] = cpe;
  const draft: Omit<ComponentDraft, 'key' | 'ecosystem' | 'dependsOn'> = {
    name: advisories ?? name,
    version,
    scope: 'production',
    direct: true,
    location: { path },
    cpes: [`cpe:2.3:a:${vendor}:${product}:${version.replace(/[^\w.]/g, '\\$&')}:*:*:*:*:*:*:*`],
    // Whose advisories speak of a program is not who built this copy.
    ...(ecosystem === 'bitnami' ? { purl: `pkg:generic/${name}@${version}` } : {}),
  };
  root.add(draft);
  return root.build();
}

function isListedElsewhere(path: string, program: Program, context: ExtractContext): boolean {
  const folder = folderOf(path);
  const owned = ownedFiles(context);
  const isTwin = (twin: string): boolean => context.exists(twin) && !owned.owns(twin);
  if (program.twins?.some((twin) => isTwin(joined(folder, twin))) === true) return true;
  // Images of Bitnami say themselves what is in each of their folders.
  const [, bitnami, component] = /^(.{0,3000}?\bopt\/bitnami\/)([^/]{1,100})\//.exec(path) ?? [];
  if (bitnami !== undefined && context.exists(`${bitnami}${component}/.spdx-${component}.spdx`)) return true;
  return program.name === 'drupal/core' && isLocked(folder, context);
}

/** A site that Composer made has its core in a lockfile beside it or above its document root. */
function isLocked(folder: string, context: ExtractContext): boolean {
  return ['../../composer.lock', '../../../composer.lock', '../../vendor/composer/installed.json'].some(
    (beside) => {
      const lock = context.file(joined(folder, beside));
      return lock !== null && Buffer.from(lock.bytes()).includes('"drupal/core"');
    },
  );
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** @param folder ends with `/`, or is empty */
function joined(folder: string, relative: string): string {
  const parts = folder.split('/').slice(0, -1);
  for (const part of relative.split('/'))
    if (part === '..') parts.pop();
    else parts.push(part);
  return parts.join('/');
}
