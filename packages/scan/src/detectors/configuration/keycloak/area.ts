/** Exports of realms of Keycloak. */
import type { ConfigurationArea } from '../contract.ts';

const REALM = /"realm"[ \t]{0,9}:[ \t]{0,9}"/;
const PART =
  /"(?:sslRequired|accessTokenLifespan|bruteForceProtected|clients|identityProviders|registrationAllowed|defaultRoles|requiredActions)"[ \t]{0,9}:/;

export const keycloak: ConfigurationArea = {
  id: 'keycloak',
  title: 'realms of Keycloak',
  files: { heads: [{ extension: '.json', head: REALM }] },
  maxBytes: 64 * 1024 * 1024,
  claims: (file) => {
    const text = file.text();
    // The configuration of an adapter names a realm too.
    return (
      REALM.test(text) && PART.test(text) && !/"(?:auth-server-url|ssl-required)"/.test(text.slice(0, 4096))
    );
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
