/** What exports say, and who must review which files. */
import type { DetectContext } from '@theriac/core';
import {
  type ConfigValue,
  entry,
  itemsOf,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { LoadedArea } from '../contract.ts';
import { fromJson } from '../shared/from-json.ts';
import { AWS_POLICIES_RULES } from '../terraform/rules/aws-policies.ts';
import { AWS_USERS_RULES } from '../terraform/rules/aws-users.ts';
import { noteAge } from './export-age.ts';
import { GITLAB_RULES } from './gitlab-rules.ts';
import { iamResources } from './iam-details.ts';
import { POSTURE_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: [...POSTURE_RULES, ...GITLAB_RULES, ...AWS_POLICIES_RULES, ...AWS_USERS_RULES],
  start: (report, day) => {
    const resources: Resource[] = [];
    const owners: { readonly path: string; readonly text: string }[] = [];
    return {
      inspect: (file) => {
        if (file.path.endsWith('CODEOWNERS')) owners.push({ path: file.path, text: file.text() });
        else {
          const document = fromJson(file.text(), file.path);
          const own = exported(document);
          for (const one of own) resources.push(one);
          if (own.length > 0) noteAge(document, { path: file.path, day, report });
        }
      },
      conclude: (context) => {
        const lockfiles = owners.length === 0 ? [] : lockfilesIn(context);
        return [...resources, ...owners.map(({ path, text }) => codeOwners(path, text, lockfiles))];
      },
    };
  },
};

function exported(document: ConfigValue): Resource[] {
  const type = textOf(entry(document, 'type'));
  if (textOf(entry(document, 'theriacPosture')) !== '1' || type === undefined) return [];
  return itemsOf(entry(document, 'rows')).flatMap((row): Resource[] => {
    const settings = entry(row, 'settings');
    if (settings?.kind !== 'map') return [];
    if (type === 'aws.iam') return [...iamResources(settings)];
    const name = textOf(entry(row, 'name')) ?? '';
    return [{ type, name: name === '' ? type : name, at: settings.at, values: settings }];
  });
}

const LOCKFILES = [
  'package-lock.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'composer.lock',
  'Gemfile.lock',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'Cargo.lock',
  'go.sum',
  'packages.lock.json',
  'gradle.lockfile',
];

/** Lockfiles of the target's own folder and of the folders in it. */
function lockfilesIn(context: DetectContext): string[] {
  const top = context.list('');
  const folders = top
    .filter(({ kind, name }) => kind === 'folder' && !name.startsWith('.'))
    .map(({ name }) => name);
  return [
    ...top.map(({ name }) => name),
    ...folders.flatMap((folder) => context.list(folder).map(({ name }) => `${folder}/${name}`)),
  ].filter((path) => LOCKFILES.includes(path.slice(path.lastIndexOf('/') + 1)));
}

function codeOwners(path: string, text: string, lockfiles: readonly string[]): Resource {
  const at = { path, line: 1, column: 1 };
  const patterns = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pattern = '', ...owners]) => pattern !== '' && !pattern.startsWith('#') && owners.length > 0)
    .map(([pattern = '']) => pattern);
  const open = lockfiles.find((file) => !patterns.some((pattern) => covers(pattern, file)));
  return {
    type: 'codeowners',
    name: 'CODEOWNERS',
    at,
    values: map(
      [
        ['lockfiles', scalar(String(lockfiles.length), at)],
        ['unowned_lockfile', open === undefined ? undefined : scalar(open, at)],
      ],
      at,
    ),
  };
}

/** As .gitignore has it, for what such files use: `*`, a folder, a name anywhere, a path from the root, an ending. */
function covers(pattern: string, path: string): boolean {
  if (pattern === '*' || pattern === '**' || pattern === '/' || pattern === '/**') return true;
  const own = pattern.replace(/^\/|^\*\*\//, '').replace(/\/\*\*$|\/$/, '');
  if (own.startsWith('*.')) return path.endsWith(own.slice(1));
  const isRooted = pattern.startsWith('/') || own.includes('/');
  if (path === own || path.startsWith(`${own}/`)) return true;
  return !isRooted && (path.endsWith(`/${own}`) || path.includes(`/${own}/`));
}
