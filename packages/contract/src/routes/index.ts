/** Every route of the interface, in groups. */
import type { Route } from '../route.ts';
import { accounts, tokens } from './accounts.ts';
import { audit } from './audit.ts';
import { breakGlass } from './break-glass.ts';
import { organisations, programmes, systems } from './catalogue.ts';
import { ci } from './ci.ts';
import { factors } from './factors.ts';
import { identityProviders, sso } from './federation.ts';
import { health } from './health.ts';
import { monitoring } from './monitoring.ts';
import { documents, findings, where } from './results.ts';
import { retention } from './retention.ts';
import { scim } from './scim.ts';
import { sessions } from './sessions.ts';
import { setup } from './setup.ts';
import { signInPolicy } from './sign-in-policy.ts';

export const ROUTES = {
  health,
  setup,
  sessions,
  factors,
  signInPolicy,
  identityProviders,
  sso,
  ci,
  scim,
  breakGlass,
  accounts,
  tokens,
  organisations,
  programmes,
  systems,
  documents,
  findings,
  where,
  monitoring,
  audit,
  retention,
} satisfies Readonly<Record<string, Readonly<Record<string, Route>>>>;

export type Routes = typeof ROUTES;

/** `systems.list` and its route, in the order of the tables. */
export function allRoutes(): readonly {
  readonly id: string;
  readonly group: string;
  readonly route: Route;
}[] {
  return Object.entries(ROUTES).flatMap(([group, routes]) =>
    Object.entries(routes).map(([name, route]) => ({ id: `${group}.${name}`, group, route })),
  );
}
