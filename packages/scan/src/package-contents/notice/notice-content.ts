/** What third-party notices say, from the packages that are in the target. */
import { type Component, type Inventory, type Scope, TheriacError, withoutEnd } from '@theriac/core';
import { formatLicence, type LicenceNode, parseLicence } from '@theriac/core/licence';
import type { NoticeComponent, NoticeContent, NoticeGap, NoticeText } from '@theriac/formats/notice';
import { type Config, systemFor, systemsOf } from '@theriac/govern';
import { judgeLicence, LINKING, type LicenceVerdict, obligationsOf } from '@theriac/govern/licence';
import { curationFor } from '../../detectors/licences/curations.ts';
import { type InventoryProgress, type Taken, takeInventory } from '../../inventory/take-inventory.ts';
import { loadLicenceTexts } from '../licences/corpus.ts';
import { isChange, type LicenceEvidence } from '../licences/evidence.ts';
import { contentsOf } from '../licences/package-folders.ts';
import { projectTerms } from '../licences/project-terms.ts';
import { isThirdParty, readLicences } from '../licences/read-licences.ts';

export interface NoticeOptions {
  readonly path: string;
  readonly config: Config;
  readonly scopes: readonly Scope[];
  /** Names or folders of packages of a monorepo; none: all of it. */
  readonly workspaces?: readonly string[];
  readonly progress?: (step: InventoryProgress) => void;
}

/** What ships: `optional` packages may be installed in production. */
export const SHIPPED: readonly Scope[] = ['production', 'optional'];

/** @throws TheriacError as `scan` does for targets that cannot be read */
export async function noticeContent(options: NoticeOptions): Promise<NoticeContent> {
  const opened = await takeInventory(options);
  const { inventory, target } = opened;
  const isWanted = ofWorkspaces(inventory, options.workspaces ?? []);
  const wanted = inventory.components.filter(
    (c) => isThirdParty(c) && options.scopes.includes(c.scope) && isWanted(c),
  );
  const { evidence, read } = await readLicences(inventory, contentsOf(target.tree), wanted);
  const standard = await loadLicenceTexts();
  const components: NoticeComponent[] = [];
  const gaps: NoticeGap[] = [];
  for (const component of distinct(wanted, read)) {
    const found = evidence.get(component.id);
    if (found === undefined) continue;
    const told = tell(component, found, read.has(component.id), standard, options.config, opened);
    components.push(told.component);
    for (const one of told.gaps) gaps.push(one);
  }
  for (const unknown of inventory.unknowns) {
    if (!unknown.losesComponents) continue;
    gaps.push({
      component: unknown.location.path,
      purl: '',
      why: `components may be missing: ${unknown.message}`,
    });
  }
  if (inventory.roots.length === 0 && gaps.length === 0)
    gaps.push({
      component: target.name,
      purl: '',
      why: 'no manifest, lockfile or package was found in it',
    });
  return { product: target.name, components: components.sort(byName), gaps };
}

function ofWorkspaces(
  { roots }: Pick<Inventory, 'roots'>,
  workspaces: readonly string[],
): (component: Component) => boolean {
  if (workspaces.length === 0) return () => true;
  const wanted = new Set<string>();
  for (const workspace of workspaces) {
    const folder = withoutEnd(workspace, '/');
    const found = roots.filter(
      ({ name, path }) => name === workspace || path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder,
    );
    if (found.length === 0)
      throw new TheriacError(
        'THERIAC_USAGE',
        `--workspace ${workspace}: the target has no package of this name`,
      );
    for (const { id } of found) wanted.add(id);
  }
  return ({ root }) => wanted.has(root);
}

/** One component a purl: the one whose package is at hand. */
function distinct(components: readonly Component[], read: ReadonlySet<string>): Component[] {
  const byPurl = new Map<string, Component>();
  for (const component of components) {
    const known = byPurl.get(component.purl);
    if (known === undefined || (!read.has(known.id) && read.has(component.id)))
      byPurl.set(component.purl, component);
  }
  return [...byPurl.values()];
}

function tell(
  component: Component,
  found: LicenceEvidence,
  isRead: boolean,
  standard: ReadonlyMap<string, string>,
  config: Config,
  opened: Taken,
): { component: NoticeComponent; gaps: NoticeGap[] } {
  const curation = curationFor(component, config.licences.curations);
  const concluded = curation?.concluded ?? found.licences.concluded;
  const parsed = concluded === undefined ? null : parseLicence(concluded);
  const node = parsed?.ok === true ? parsed.node : null;
  const verdict = node === null ? null : judge(component, node, config, opened);
  const texts = packageTexts(found);
  const gaps: NoticeGap[] = [];
  const gap = (why: string): void => {
    gaps.push({ component: labelOf(component), purl: component.purl, why });
  };
  if (node === null) gap(unknownWhy(found, isRead));
  else if (!isRead)
    gap('it is not installed in the target: its own texts, notices and copyright lines were not read');
  if (!texts.some((t) => t.kind === 'licence')) {
    const { added, lacking } = standardTexts(verdict, standard);
    for (const one of added) texts.push(one);
    for (const id of lacking) gap(`its package has no text of ${id}, and the SPDX list has none either`);
  }
  return {
    component: {
      name: component.name,
      version: component.version,
      purl: component.purl,
      licence: concluded ?? found.licences.declared ?? null,
      chosen: verdict?.chosen ?? null,
      copyrights: found.licences.copyrights ?? [],
      texts,
    },
    gaps,
  };
}

function judge(component: Component, node: LicenceNode, config: Config, opened: Taken): LicenceVerdict {
  const root = opened.inventory.roots.find((r) => r.id === component.root);
  const system = systemFor(
    systemsOf(config.systems, opened.target.name),
    root?.path ?? component.location.path,
  );
  const use = {
    distribution: system.distribution,
    scope: component.scope,
    linking: LINKING[component.ecosystem].linking,
    project: projectTerms(root?.licence),
    contracts: config.contracts,
  };
  return judgeLicence(node, use, config.licences);
}

function packageTexts({ files }: LicenceEvidence): NoticeText[] {
  return files.flatMap(({ file, detection }): NoticeText[] => {
    if (file.kind === 'tags') return [];
    // A README counts only where it holds the text itself.
    if (file.kind === 'readme')
      return detection.found.some((f) => f.kind === 'text')
        ? [{ kind: 'licence', origin: 'package', source: file.path, text: file.text }]
        : [];
    return [{ kind: file.kind, origin: 'package', source: file.path, text: file.text }];
  });
}

/** The list's text of each licence that is taken and wants its text given along. */
function standardTexts(
  verdict: LicenceVerdict | null,
  standard: ReadonlyMap<string, string>,
): { added: NoticeText[]; lacking: string[] } {
  const added: NoticeText[] = [];
  const lacking: string[] = [];
  for (const { term } of verdict?.terms ?? []) {
    const text = standard.get(term.id);
    if (text !== undefined) added.push({ kind: 'licence', origin: 'standard', source: term.id, text });
    else if (
      obligationsOf(term, { distribution: [], linking: 'static', modified: false }).some(
        (o) => o.id === 'include-text',
      ) ||
      term.id.includes('Ref-')
    )
      lacking.push(formatLicence(term));
    if (term.exception !== undefined) lacking.push(term.exception);
  }
  return { added, lacking };
}

function unknownWhy({ recognised, conflict, licences, doubts }: LicenceEvidence, isRead: boolean): string {
  if (conflict !== null)
    return `it declares ${conflict.declared}, and ${conflict.path} is ${conflict.detected}`;
  if (recognised?.kind === 'ambiguous')
    return `“${licences.declared ?? ''}” can mean ${recognised.candidates.slice(0, 8).join(', ')}`;
  if (recognised?.kind === 'proprietary')
    return `it declares that there is no public licence (“${licences.declared ?? ''}”)`;
  if (doubts.some(isChange))
    return `it declares ${licences.declared ?? 'no licence'}, and its licence text was changed or has other terms beside it`;
  if (licences.declared !== undefined)
    return `“${licences.declared.slice(0, 120)}” is not a licence of the SPDX list`;
  return isRead
    ? 'it declares no licence, and no text was recognised'
    : 'the lockfile says no licence, and the package is not installed in the target';
}

function labelOf({ name, version }: Component): string {
  return version === null ? name : `${name} ${version}`;
}

function byName(a: NoticeComponent, b: NoticeComponent): number {
  const key = (c: NoticeComponent): string => `${c.name.toLowerCase()}\n${c.version ?? ''}\n${c.purl}`;
  return key(a) < key(b) ? -1 : 1;
}
