/** What building an image anew upon a newer base would clear: shown by looking at that base, never guessed. */
import { type Coverage, count, type Finding, type Fix, isOpen, type ScanResult } from '@theriac/core';

export interface NewerBase {
  /** What is asked of the user; absent where the newer base clears nothing, or nothing can be shown. */
  readonly fix?: Fix;
  readonly warnings: readonly string[];
}

/** Areas without which nothing is known of what the newer base has. */
const NEEDED: readonly string[] = ['inventory', 'vulnerabilities', 'malware'];
const KINDS: ReadonlySet<Finding['kind']> = new Set(['vulnerability', 'malware', 'lifecycle']);

/**
 * @param current what was found, with its image
 * @param newer the scan of the newer base
 * @param name what the newer base is called
 */
export function newerBase(
  current: Pick<ScanResult, 'image' | 'findings' | 'inventory'>,
  newer: Pick<ScanResult, 'image' | 'findings' | 'inventory' | 'coverage'>,
  name: string,
): NewerBase {
  const { image } = current;
  const unseen = newer.coverage.filter(({ area, state }) => NEEDED.includes(area) && isGap(state));
  if (image?.base === undefined)
    return warned(
      `what building upon ${name} clears cannot be shown: the base of this image is not recognised`,
    );
  const [gap] = unseen;
  if (gap !== undefined)
    return warned(
      `what building upon ${name} clears cannot be shown: ${gap.area} of it is ${gap.state} (${gap.reasons[0] ?? ''})`,
    );
  const below = image.base.layers;
  const packages = packagesOf(current.inventory);
  const ofBase = current.findings.filter(
    (finding) =>
      isOpen(finding) &&
      KINDS.has(finding.kind) &&
      finding.subject.components.length > 0 &&
      finding.subject.components.every((id) => (packages.get(id)?.layer ?? below) < below),
  );
  const remains = keysOf(newer);
  const cleared = ofBase.filter((finding) => !remains.has(keyOf(finding, packages)));
  const known = keysOf(current);
  const brings = [...remains].filter((key) => !known.has(key)).length;
  if (cleared.length === 0)
    return warned(`building upon ${name} clears none of the ${ofBase.length} findings in the base`);
  const digest = newer.image?.digest;
  const from = `FROM ${name}${digest === undefined || name.includes('@') ? '' : `@${digest}`}`;
  return {
    warnings: [],
    fix: {
      id: 'newer-base',
      kind: 'change',
      package: image.base.name ?? 'the base image',
      from: image.base.digest ?? null,
      to: digest ?? null,
      distance: 'unknown',
      action: `Build anew upon ${name}: clears ${cleared.length} of ${count(ofBase.length, 'finding')} in the base`,
      steps: [{ kind: 'edit', text: from, file: 'Dockerfile' }],
      caveats:
        brings === 0
          ? []
          : [`The newer base brings ${count(brings, 'finding')} that this image does not have.`],
      clears: cleared.map(({ fingerprint }) => fingerprint),
    },
  };
}

function warned(text: string): NewerBase {
  return { warnings: [text] };
}

function isGap(state: Coverage['state']): boolean {
  return state !== 'complete';
}

type Packages = ReadonlyMap<string, ScanResult['inventory']['components'][number]>;

function packagesOf({ components }: ScanResult['inventory']): Packages {
  return new Map(components.map((component) => [component.id, component]));
}

/** Findings of packages, whatever their version: what still holds of a package of the same name. */
function keysOf(result: Pick<ScanResult, 'findings' | 'inventory'>): Set<string> {
  const packages = packagesOf(result.inventory);
  return new Set(
    result.findings.filter((f) => isOpen(f) && KINDS.has(f.kind)).map((finding) => keyOf(finding, packages)),
  );
}

function keyOf({ rule, subject }: Finding, packages: Packages): string {
  const component = packages.get(subject.component ?? '');
  return [rule, component?.ecosystem ?? '', component?.name ?? subject.label].join('\n');
}
