/**
 * The product in its bill of materials. A scan lists the target and, below it, every manifest; a document about one
 * product that has one manifest is about that: both become one. The parts of a larger product get its supplier.
 */
import {
  type Bom,
  type BomComponent,
  type BomParty,
  ecosystem,
  encodePart,
  encodeSegments,
  type Root,
} from '@theriac/core';
import { rootRef, TARGET_REF } from '@theriac/formats/bom';
import type { ProductConfig } from '@theriac/govern';

export function describeProduct(bom: Bom, roots: readonly Root[], product: ProductConfig): Bom {
  const [only] = roots;
  const whole = roots.length === 1 && only !== undefined ? joined(bom, only) : bom;
  const refs = new Map(roots.map((root) => [rootRef(root), root]));
  return {
    ...whole,
    components: whole.components.map((c) => {
      if (whole.subjects.includes(c.ref)) return withProduct(c, product);
      const root = refs.get(c.ref);
      return root === undefined ? c : asPart(c, root, product);
    }),
  };
}

/** The manifest's name, version and dependencies become those of the target. */
function joined(bom: Bom, root: Root): Bom {
  const gone = rootRef(root);
  const moved = (ref: string): string => (ref === gone ? TARGET_REF : ref);
  const purl = purlOfRoot(root);
  const isLink = ({ from, to }: Bom['relationships'][number]): boolean =>
    from === TARGET_REF && to.length === 1 && to[0] === gone;
  return {
    ...bom,
    components: bom.components
      .filter((c) => c.ref !== gone)
      .map((c) =>
        c.ref === TARGET_REF
          ? {
              ...c,
              ...(root.name === undefined ? {} : { name: root.name }),
              ...(root.version === undefined ? {} : { version: root.version }),
              ...(purl === undefined ? {} : { purl }),
            }
          : c,
      ),
    relationships: bom.relationships
      .filter((r) => !isLink(r))
      .map((r) => ({ ...r, from: moved(r.from), to: r.to.map(moved) })),
    compositions: bom.compositions.map((c) => ({
      ...c,
      assemblies: distinct(c.assemblies.map(moved)),
      dependencies: distinct(c.dependencies.map(moved)),
    })),
    annotations: bom.annotations.map((a) => ({ ...a, subjects: distinct(a.subjects.map(moved)) })),
  };
}

function withProduct(component: BomComponent, product: ProductConfig): BomComponent {
  const { name, version, purl, cpe, supportLevel, endOfSupport } = product;
  return {
    ...component,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    cpes: cpe === undefined ? component.cpes : [cpe, ...component.cpes.filter((c) => c !== cpe)],
    ...supplied(product),
    ...(supportLevel === undefined && endOfSupport === undefined
      ? {}
      : {
          support: {
            levels: supportLevel === undefined ? [] : [supportLevel],
            ...(endOfSupport === undefined ? {} : { endOfSupport }),
            saidBy: 'theriac.yaml',
          },
        }),
  };
}

function asPart(component: BomComponent, root: Root, product: ProductConfig): BomComponent {
  const version = root.version ?? product.version;
  const purl = purlOfRoot(root);
  return {
    ...component,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    ...supplied(product),
  };
}

function supplied({ supplier, email, url }: ProductConfig): Pick<BomComponent, 'supplier'> | object {
  if (supplier === undefined) return {};
  return {
    supplier: {
      kind: 'organization',
      name: supplier,
      urls: url === undefined ? [] : [url],
      contacts: email === undefined ? [] : [{ email }],
    },
  };
}

/** A project that has a name is known by it; one without has no identifier of its own. */
function purlOfRoot({ ecosystem: id, name, version }: Root): string | undefined {
  if (name === undefined || id === 'docker' || id === 'githubactions') return undefined;
  const { purlType } = ecosystem(id);
  const path = purlType === 'maven' ? name.replace(':', '/') : name;
  const slash = path.lastIndexOf('/');
  const namespace = slash < 0 ? '' : `${encodeSegments(path.slice(0, slash))}/`;
  const at = version === undefined ? '' : `@${encodePart(version)}`;
  return `pkg:${purlType}/${namespace}${encodePart(path.slice(slash + 1))}${at}`;
}

function distinct(refs: readonly string[]): string[] {
  return [...new Set(refs)];
}

/** `Name <address>` or a name. */
export function partyOf(text: string): BomParty {
  const parts = /^([^<]*)<([^<>\s@]+@[^<>\s]+)>$/.exec(text.trim());
  const name = (parts?.[1] ?? text).trim();
  return {
    kind: 'unknown',
    ...(name === '' ? {} : { name }),
    ...(parts?.[2] === undefined ? {} : { email: parts[2] }),
    urls: [],
    contacts: [],
  };
}
