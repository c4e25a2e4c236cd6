/** Asks the rules of everything that the configuration declares. */
import { count, type KnownUnknown, type StartDetector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { buildGraph } from '../../paths/build-graph.ts';
import { doubtReasons, pathFindings } from '../../paths/findings.ts';
import { ResourceJudge } from '../shared/judge-resources.ts';
import { PREFIX } from './prefix.ts';
import { readAreas } from './read-areas.ts';
import { remedyFor } from './remedies/remedy.ts';

export const start: StartDetector<Config> = ({ config, systems, asOf }) => {
  const reading = readAreas(asOf);
  return {
    inspect: reading.inspect,
    conclude: async (context) => {
      const judge = new ResourceJudge('detector/configuration', remedyFor);
      judge.add(config.ownRules, '');
      const areas = await reading.conclude(context);
      // Technologies may share rules.
      judge.add([...new Set(areas.flatMap(({ rules }) => rules))], PREFIX);
      for (const { resources } of areas) for (const resource of resources) judge.look(resource);
      const graph = buildGraph(
        areas.flatMap(({ resources }) => resources),
        systems,
      );
      return {
        findings: [...judge.findings, ...pathFindings(graph)],
        unknowns: reading.unknowns,
        reasons: [...judge.reasons(), ...listed(doubtReasons(graph)), ...notRead(reading.unknowns)],
      };
    },
  };
};

/** Gaps that are listed one by one. */
const LISTED = 20;

/** What could not be read, one sentence each. */
function notRead(unknowns: readonly KnownUnknown[]): string[] {
  return listed(
    unknowns.map(
      ({ location: { path, line }, message }) => `${path}${line === undefined ? '' : `:${line}`}: ${message}`,
    ),
  );
}

function listed(reasons: readonly string[]): string[] {
  const distinct = [...new Set(reasons)].sort();
  const more = distinct.length - LISTED;
  return more > 0 ? [...distinct.slice(0, LISTED), `${count(more, 'more gap')}`] : distinct;
}
