/** The names under which `kustomize build` looks. */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

export function isKustomization(baseName: string): boolean {
  return NAMES.includes(baseName);
}
