/** How a terminal shows what matters; the one who prints chooses the colours. */
import type { Outcome } from '@theriac/core';

type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly outcome: (outcome: Outcome, text: string) => string;
}

/** No colour: for pipes and files. */
export const PLAIN: Style = {
  bold: (text) => text,
  dim: (text) => text,
  good: (text) => text,
  bad: (text) => text,
  warn: (text) => text,
  outcome: (_, text) => text,
};
