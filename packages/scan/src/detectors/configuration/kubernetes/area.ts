/** Manifests of Kubernetes, charts of Helm, kustomizations. */
import type { ConfigurationArea } from '../contract.ts';
import { isKustomization } from './kustomization-name.ts';

const OBJECT = /^\{?[ \t]{0,3}"?apiVersion"?[ \t]{0,9}:/m;

const DEFINITION = /^kind:[ \t]{1,9}CustomResourceDefinition[ \t]{0,9}$/m;
/** How far another document is looked for after a definition. */
const LONE = 2 * 1024 * 1024;

export const kubernetes: ConfigurationArea = {
  id: 'kubernetes',
  title: 'manifests of Kubernetes, charts of Helm, kustomizations',
  files: { names: ['Kustomization'], extensions: ['.yaml', '.yml', '.tpl'] },
  maxBytes: 64 * 1024 * 1024,
  claims: (file) => {
    const base = file.path.slice(file.path.lastIndexOf('/') + 1);
    if (base === 'Chart.yaml' || isKustomization(base)) return true;
    if (base.endsWith('.tpl')) return file.path.includes('templates/');
    const text = file.text();
    // Definitions of types declare nothing that runs, and are the largest files of all.
    if (DEFINITION.test(text.slice(0, 4096)) && !text.slice(0, LONE).includes('\n---\n', 4)) return false;
    return OBJECT.test(text) || (file.path.includes('templates/') && text.includes('{{'));
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
