/**
 * Plug-ins of Gradle: what `plugins { }` of build and settings scripts and `[plugins]` of a version catalogue ask for.
 * Each is published under a marker, `id:id.gradle.plugin`, which only names the module that it stands for.
 * https://docs.gradle.org/current/userguide/plugins.html#sec:plugin_markers
 */
import type { Extract, ExtractContext, TargetFile } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { readToml, TomlTable } from '@theriac/read/toml';
import { folderOf, inFolder } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { endOfBrackets, withoutComments } from '../shared/source-text.ts';
import { gradleVersion } from './gradle-coordinates.ts';
import { gradleProperties } from './gradle-script.ts';
import { catalogAbove, rangeOf } from './version-catalog.ts';

/** A plug-in as a file asks for it. */
interface Plugin {
  readonly id: string;
  /** As written; empty where only running the build would tell. */
  readonly range: string;
  readonly line: number;
}

const BLOCK = /\bplugins[ \t\n]{0,60}\{/g;
/** `id("a.b") version "1"`, `id 'a.b' version '1'`, `kotlin("jvm") version kotlinVersion`. */
const PLUGIN =
  /\b(id|kotlin)[ \t]{0,9}\(?[ \t]{0,9}["']([\w.-]{1,200})["'][ \t]{0,9}\)?[ \t]{0,9}\.?version[ \t(]{1,9}(?:["']([^"'\n]{0,100})["']|([\w.]{1,200}))/g;
const ALIAS = /\balias[ \t]{0,9}\([ \t]{0,9}(\w{1,60})\.plugins\./g;
const ID = /^[\w-]{1,200}(?:\.[\w-]{1,200}){0,30}$/;

export const extract: Extract = (file, context) => {
  const isCatalog = file.path.endsWith('.toml');
  const root = new RootBuilder(file.path, 'maven');
  const plugins = isCatalog ? pluginsOfCatalog(file, root) : pluginsOfScript(file, context, root);
  const [first] = plugins;
  if (first === undefined) return root.unknowns.length === 0 ? NOTHING : root.build();
  const lockfile = lockOf(file.path, isCatalog, context);
  if (lockfile !== undefined) {
    const some = { path: file.path, line: first.line };
    return { ...NOTHING, locked: { ecosystem: 'maven', lockfile, asks: [], some } };
  }
  for (const { id, range, line } of plugins)
    addAsked(root, {
      name: `${id}:${id}.gradle.plugin`,
      range,
      version: gradleVersion(range),
      scope: 'build',
      line,
    });
  root.unknown(
    'unresolved-version',
    'what the plug-ins of Gradle consist of is not listed; lock the class path of the build as well (`buildscript-gradle.lockfile`)',
    first.line,
    true,
  );
  return root.build();
};

function lockOf(path: string, isCatalog: boolean, context: ExtractContext): string | undefined {
  const isSettings = /(?:^|\/)settings\.gradle(?:\.kts)?$/.test(path);
  const names = [...(isSettings ? ['settings-gradle.lockfile'] : []), 'buildscript-gradle.lockfile'];
  // The catalogue is in the folder `gradle` of the build.
  const folder = isCatalog ? folderOf(folderOf(path)) : folderOf(path);
  return names.map((name) => inFolder(folder, name)).find((lock) => context.exists(lock));
}

function pluginsOfScript(file: TargetFile, context: ExtractContext, root: RootBuilder): Plugin[] {
  const text = withoutComments(file.text(), { line: '//', block: ['/*', '*/'] });
  const lines = new LineIndex(text);
  const plugins: Plugin[] = [];
  let from = 0;
  for (const block of text.matchAll(BLOCK)) {
    if (block.index < from) continue;
    from = endOfBrackets(text, block.index + block[0].length - 1);
    const body = text.slice(block.index, from);
    for (const found of body.matchAll(PLUGIN)) {
      const [, call, name = '', literal, variable] = found;
      const id = call === 'kotlin' ? `org.jetbrains.kotlin.${name}` : name;
      const written = literal ?? `\${${variable ?? ''}}`;
      plugins.push({
        id,
        range: written.includes('$') ? filledIn(written, file.path, context) : written,
        line: lines.line(block.index + found.index),
      });
    }
    for (const alias of body.matchAll(ALIAS))
      if (alias[1] !== 'libs' || catalogAbove(file.path, context) === null)
        root.unknown(
          'dynamic',
          'a plug-in of a version catalogue that could not be found',
          lines.line(block.index + alias.index),
          true,
        );
  }
  return plugins;
}

/** `$name` and `${name}` of gradle.properties; empty where it is not there. */
function filledIn(written: string, path: string, context: ExtractContext): string {
  const properties = gradleProperties(path, context);
  let isKnown = true;
  const text = written.replace(/\$\{?(\w{1,200})\}?/g, (_, name: string) => {
    const value = properties.get(name);
    isKnown &&= value !== undefined;
    return value ?? '';
  });
  return isKnown ? text : '';
}

function pluginsOfCatalog(file: TargetFile, root: RootBuilder): Plugin[] {
  // The reader of its libraries reports what the file repeats or contradicts.
  const document = readToml(file, () => {});
  const table = document.table('plugins');
  const versions = document.table('versions');
  const plugins: Plugin[] = [];
  for (const [alias, value] of table?.entries() ?? []) {
    const line = table?.lineOf(alias) ?? 1;
    const [id, range] =
      typeof value === 'string'
        ? [value.slice(0, Math.max(0, value.lastIndexOf(':'))), value.slice(value.lastIndexOf(':') + 1)]
        : value instanceof TomlTable
          ? [value.string('id') ?? '', rangeOf(value.get('version'), versions)]
          : ['', ''];
    if (ID.test(id)) plugins.push({ id, range, line });
    else root.unknown('no-package-data', `the plug-in ${alias.slice(0, 100)} names no id`, line, true);
  }
  return plugins;
}
