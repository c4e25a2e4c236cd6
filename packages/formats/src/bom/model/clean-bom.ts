/** A document from elsewhere without the credentials in it: everything else of it stays as its author wrote it. */
import { type Bom, valueWithoutCredentials, withoutCredentials } from '@theriac/core';
import { UniqueKeys } from '../../text/unique-keys.ts';
import { renameRefs } from './rename-refs.ts';

/** Documents that are known to hold none: what is read and written again is searched once. Documents do not change. */
const CLEAN = new WeakSet<Bom>();

/** The same document where there is none; refs stay unique, and everything that points to them still does. */
export function cleanBom(bom: Bom): Bom {
  if (CLEAN.has(bom)) return bom;
  const clean = cleaned(bom);
  CLEAN.add(clean);
  return clean;
}

function cleaned(bom: Bom): Bom {
  const secret = bom.components.map(({ ref }) => ref).filter((ref) => withoutCredentials(ref) !== ref);
  if (secret.length === 0) return valueWithoutCredentials(bom);
  const keys = new UniqueKeys(bom.components.map(({ ref }) => ref));
  const names = new Map(secret.map((ref) => [ref, keys.take(withoutCredentials(ref))]));
  return valueWithoutCredentials(renameRefs(bom, names));
}
