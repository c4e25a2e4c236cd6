import type { GroupHandlers } from '../../http/call.ts';
import { ownMetadata } from './metadata.ts';
import { createProvider, providersOfOrganisation, removeProvider } from './providers.ts';
import { partyOf } from './saml.ts';
import { begin, oidcFinish, providersOf, samlAnswer, samlFinish } from './service.ts';

export const identityProviders: GroupHandlers<'identityProviders'> = {
  list: (call) => providersOfOrganisation(call),
  create: (call, { body }) => createProvider(call, body),
  remove: (call, { params }) => removeProvider(call, params.id),
};

export const sso: GroupHandlers<'sso'> = {
  providers: (call, { body }) => providersOf(call, body.organisation),
  begin: (call, { body }) => begin(call, body),
  samlMetadata: async ({ services }, { params }) =>
    Buffer.from(ownMetadata(partyOf(services.publicUrl(), params.organisation))),
  samlAnswer: (call, { params, body }) => samlAnswer(call, params.organisation, body.SAMLResponse),
  samlFinish: (call, { body }) => samlFinish(call, body),
  oidcFinish: (call, { body }) => oidcFinish(call, body),
};
