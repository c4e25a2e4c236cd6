/** Identity providers, as administrators set them up. */
import { type IdentityProvider, oidcSettings, type ProviderGiven, samlSettings } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { invalid } from '../../http/failure-of.ts';
import { readPolicy } from '../sign-in-policy/store.ts';
import { fetchedMetadata, providerMetadata } from './metadata.ts';
import { deleteProvider, insertProvider, listProviders } from './store.ts';

export async function providersOfOrganisation({
  db,
  principal,
}: SignedCall): Promise<{ items: IdentityProvider[] }> {
  const providers = await listProviders(db, principal.org);
  return { items: providers.map(({ sealedSecret: _, ...shown }) => shown) };
}

export async function createProvider(call: SignedCall, given: ProviderGiven): Promise<IdentityProvider> {
  const { db, principal, services, now, newId, audit } = call;
  const { org } = principal;
  const id = newId();
  const settings = await settingsOf(given);
  const secret = given.kind === 'oidc' ? given.clientSecret : undefined;
  const place = { org, field: 'identity-provider.client-secret', record: id };
  const sealedSecret =
    secret === undefined ? null : await services.sealer.seal(call, place, Buffer.from(secret));
  await insertProvider(db, { org, id, name: given.name, settings, sealedSecret, now });
  audit({
    action: 'identity-provider.added',
    object: { kind: 'identity-provider', id, version: 1 },
    changes: [{ field: 'kind', before: null, after: settings.kind }],
  });
  return { id, version: 1, name: given.name, settings };
}

async function settingsOf(given: ProviderGiven): Promise<IdentityProvider['settings']> {
  if (given.kind === 'oidc') {
    const { name: _, clientSecret: __, ...settings } = given;
    return oidcSettings.parse(settings);
  }
  const { name: _, metadata, ...settings } = given;
  const known =
    metadata === undefined
      ? {}
      : providerMetadata('xml' in metadata ? metadata.xml : await fetchedMetadata(metadata.url));
  const parsed = samlSettings.safeParse({ ...settings, ...known });
  if (!parsed.success) throw invalid(parsed.error, 'body');
  return parsed.data;
}

export async function removeProvider({ db, principal, audit }: SignedCall, id: string): Promise<void> {
  const { org } = principal;
  if (!(await deleteProvider(db, org, id))) throw new ApiFailure('NOT_FOUND');
  const { ssoRequired } = await readPolicy(db, org);
  if (ssoRequired && (await listProviders(db, org)).length === 0)
    throw new ApiFailure(
      'NOT_ALLOWED_NOW',
      'The organisation signs in by identity providers alone; it keeps one.',
    );
  audit({ action: 'identity-provider.removed', object: { kind: 'identity-provider', id } });
}
