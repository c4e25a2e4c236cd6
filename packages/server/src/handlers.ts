/** The handlers of all routes. */
import type { AllHandlers } from './http/call.ts';
import { accounts, tokens } from './modules/accounts/handlers.ts';
import { audit } from './modules/audit/handlers.ts';
import { breakGlass } from './modules/break-glass/handlers.ts';
import { organisations, programmes, systems } from './modules/catalogue/handlers.ts';
import { ci } from './modules/ci/handlers.ts';
import { documents } from './modules/documents/handlers.ts';
import { factors } from './modules/factors/handlers.ts';
import { identityProviders, sso } from './modules/federation/handlers.ts';
import { findings } from './modules/findings/handlers.ts';
import { health } from './modules/health/handlers.ts';
import { monitoring } from './modules/monitoring/handlers.ts';
import { retention } from './modules/retention/handlers.ts';
import { scim } from './modules/scim/handlers.ts';
import { sessions } from './modules/sessions/handlers.ts';
import { setup } from './modules/setup/handlers.ts';
import { signInPolicy } from './modules/sign-in-policy/handlers.ts';
import { where } from './modules/where/handlers.ts';

export const HANDLERS: AllHandlers = {
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
};
