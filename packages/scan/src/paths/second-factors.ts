/** Whether a realm of Keycloak asks for a second factor, and what logs in by it. */
import { entry, itemsOf, type Known, type Resource, textOf } from '@theriac/core/configuration';
import type { AccessGraph } from './graph.ts';

/** Where the target has exactly one realm: it is the one of Keycloak, and of what is told of Keycloak. */
export function addSecondFactors(graph: AccessGraph, resources: readonly Resource[]): void {
  const realms = resources.filter(({ type }) => type === 'keycloak.realm');
  const [realm] = realms;
  if (realm === undefined || realms.length > 1) return;
  const mfa = factorOf(realm);
  const servers = graph.nodes().filter(({ kind, label }) => kind === 'workload' && /keycloak/i.test(label));
  const users = servers.flatMap(({ id }) =>
    graph
      .hopsTo(id)
      .flatMap(({ from, isUsed }) => (isUsed && graph.node(from)?.kind === 'workload' ? [from] : [])),
  );
  for (const id of new Set([...servers.map((one) => one.id), ...users]))
    for (const hop of graph.hopsTo(id)) {
      const kind = graph.node(hop.from)?.kind;
      if (kind === 'internet' || kind === 'entry') graph.refine(hop, { mfa });
    }
}

/** A required step of the flow of browsers, or an action that each user has to do first. */
function factorOf({ values }: Resource): Known {
  const actions = itemsOf(entry(values, 'requiredActions'));
  const isAction = actions.some(
    (one) =>
      /^(?:CONFIGURE_TOTP|webauthn-register(?:-passwordless)?)$/.test(textOf(entry(one, 'alias')) ?? '') &&
      textOf(entry(one, 'enabled')) === 'true' &&
      textOf(entry(one, 'defaultAction')) === 'true',
  );
  if (isAction) return 'yes';
  const flows = entry(values, 'authenticationFlows');
  const steps = itemsOf(flows).flatMap((flow) => itemsOf(entry(flow, 'authenticationExecutions')));
  const isStep = steps.some(
    (one) =>
      /^(?:auth-otp-form|webauthn-authenticator)$/.test(textOf(entry(one, 'authenticator')) ?? '') &&
      textOf(entry(one, 'requirement')) === 'REQUIRED',
  );
  // Such a step may stand in a flow that only asks who has set it up.
  return isStep ? 'unknown' : 'no';
}
