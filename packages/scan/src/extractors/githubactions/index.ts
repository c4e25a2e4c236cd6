/** What GitHub workflows and actions run. */
import type { Extractor } from '@theriac/core';
import { ACTIONS } from './fix-recipes.ts';

export const extractors: readonly Extractor[] = [
  {
    id: 'githubactions/workflow',
    title: '.github/workflows/*.yml, action.yml (actions, reusable workflows, images)',
    ecosystem: 'githubactions',
    files: {
      names: ['action.yml', 'action.yaml'],
      patterns: ['.yml', '.yaml'].map((extension) => ({
        extension,
        path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/,
      })),
      maxBytes: 4 * 1024 * 1024,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    fix: ACTIONS,
    load: () => import('./workflow.ts').then((m) => m.extract),
  },
];
