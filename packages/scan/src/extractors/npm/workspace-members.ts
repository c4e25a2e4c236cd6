/** The projects of a repository with workspaces: the manifest at the top and those its patterns name. */

import type { ExtractContext } from '@theriac/core';
import { folderOf, inFolder } from '../../target/paths.ts';
import { isWorkspaceMember, type Manifest, manifestAt } from './manifest.ts';

export interface Project {
  /** Relative to the lockfile's folder; the empty string for the top. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Manifests read for one lockfile. */
const MAX_MEMBERS = 5000;

/** The top first, then its members by path; empty when the top has no package.json. */
export function workspaceProjects(context: ExtractContext, top: string): Project[] {
  const manifest = manifestAt(context, inFolder(top, 'package.json'));
  if (manifest === null) return [];
  const projects: Project[] = [{ folder: '', manifest }];
  if (manifest.workspaces.length === 0) return projects;
  for (const path of context.named('package.json')) {
    const own = folderOf(path);
    if (own === top || (top !== '' && !own.startsWith(`${top}/`)) || own.includes('node_modules')) continue;
    const folder = top === '' ? own : own.slice(top.length + 1);
    if (projects.length >= MAX_MEMBERS || !isWorkspaceMember(manifest.workspaces, folder)) continue;
    const member = manifestAt(context, path);
    if (member !== null) projects.push({ folder, manifest: member });
  }
  return projects;
}
