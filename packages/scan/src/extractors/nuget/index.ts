/** .NET: lockfiles, project files and built programs. */
import type { Extractor } from '@theriac/core';
import { DOTNET, PACKAGES_CONFIG, PAKET } from './fix-recipes.ts';

const MIB = 1024 * 1024;
const PROJECTS = ['.csproj', '.fsproj', '.vbproj', '.vcxproj', '.sqlproj', '.wixproj', '.esproj', '.proj'];

export const extractors: readonly Extractor[] = [
  {
    id: 'nuget/packages-lock',
    title: 'packages.lock.json, packages.PROJECT.lock.json (versions 1 and 2)',
    ecosystem: 'nuget',
    files: {
      names: ['packages.lock.json'],
      patterns: [{ extension: '.lock.json', path: /(?:^|\/)packages\.[^/]+\.lock\.json$/ }],
      maxBytes: 32 * MIB,
    },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: DOTNET,
    load: () => import('./packages-lock.ts').then((m) => m.extract),
  },
  {
    id: 'nuget/project-assets',
    title: 'obj/project.assets.json (without packages.lock.json)',
    ecosystem: 'nuget',
    files: { names: ['project.assets.json'], maxBytes: 32 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: DOTNET,
    load: () => import('./project-assets.ts').then((m) => m.extract),
  },
  {
    id: 'nuget/packages-config',
    title: 'packages.config',
    ecosystem: 'nuget',
    files: { names: ['packages.config'], maxBytes: 8 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: PACKAGES_CONFIG,
    load: () => import('./packages-config.ts').then((m) => m.extract),
  },
  {
    id: 'nuget/paket-lock',
    title: 'paket.lock',
    ecosystem: 'nuget',
    files: { names: ['paket.lock'], maxBytes: 16 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: true },
    fix: PAKET,
    whole: [{ ends: 'line' }],
    load: () => import('./paket-lock.ts').then((m) => m.extract),
  },
  {
    id: 'nuget/deps-json',
    installed: true,
    title: '*.deps.json (built programs)',
    ecosystem: 'nuget',
    files: { extensions: ['.deps.json'], maxBytes: 32 * MIB },
    requires: [],
    provides: { edges: true, exact: true, scope: false },
    load: () => import('./deps-json.ts').then((m) => m.extract),
  },
  {
    id: 'nuget/project-file',
    title: '*.csproj, *.fsproj, *.vbproj and other MSBuild projects (without lockfile)',
    ecosystem: 'nuget',
    files: { extensions: PROJECTS, maxBytes: 8 * MIB },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: DOTNET,
    load: () => import('./project-file.ts').then((m) => m.extract),
  },
];
