import type { Location, ScanResult, TraceStep } from '@theriac/core';
import { pathUri, plain } from '../../text/plain-text.ts';
import { message } from './message.ts';

/** Files are named from the root of the repository, wherever in it the target is. */
export function physical(place: Location, { target: { prefix } }: ScanResult): object {
  const path = prefix === undefined ? place.path : `${prefix}/${place.path}`;
  return {
    physicalLocation: {
      artifactLocation: { uri: pathUri(path), uriBaseId: '%SRCROOT%' },
      region: regionOf(place),
    },
  };
}

/** Columns are 1-based UTF-16 units in SARIF as here (§3.30.6); the end column is the one after the last character. */
function regionOf({ line, column, endLine, endColumn }: Location): object {
  const startLine = Math.max(1, line ?? 1);
  if (line === undefined || column === undefined) return { startLine };
  return {
    startLine,
    startColumn: column,
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

type PlacedStep = TraceStep & { readonly location: Location };

/** Steps that code scanning can show: each has a place in a file, and is elsewhere than the one before. */
export function placedSteps(trace: readonly TraceStep[]): PlacedStep[] {
  const placed = trace.flatMap((step): PlacedStep[] =>
    step.location === undefined ? [] : [{ ...step, location: step.location }],
  );
  const placeOf = ({ location: { path, line = 1, column = 1 } }: PlacedStep): string =>
    [path, line, column].join('\n');
  return placed.filter((step, i) => {
    const before = placed[i - 1];
    return before === undefined || placeOf(before) !== placeOf(step);
  });
}

export function stepLocation(step: PlacedStep, result: ScanResult): object {
  return {
    message: { text: message(`${step.kind}: ${plain(step.label, 300)}`) },
    ...physical(step.location, result),
    ...(step.purl === undefined
      ? {}
      : {
          logicalLocations: [
            { fullyQualifiedName: step.purl, name: plain(step.label, 300), kind: 'package' },
          ],
        }),
  };
}
