/** How well a bill of materials meets a profile: a score, what is missing where, and how to fix it. */
import type { Bom } from '@theriac/core';
import { type BomFacts, factsOf } from './bom-facts.ts';
import { canState } from './format-fields.ts';
import { type ComponentElement, type Element, PROFILES, type Profile, type ProfileId } from './profiles.ts';

export interface ElementResult {
  readonly id: string;
  readonly title: string;
  readonly of: 'document' | 'component';
  readonly level: 'must' | 'should';
  readonly clause: string;
  /** How many were asked, and how many have it. For the document: 1 and 0 or 1. */
  readonly asked: number;
  readonly have: number;
  /** Refs of components that lack it, in the order of the document. */
  readonly missing: readonly string[];
  readonly remedy: string;
  /** The format of the document has no place for it: it was not asked, and counts neither way. */
  readonly notCarried?: true;
}

export interface QualityReport {
  readonly profile: ProfileId;
  readonly title: string;
  readonly standing: 'final' | 'draft';
  /** Whether every `must` holds for the document and for every component. */
  readonly conforms: boolean;
  /** 0–100: the mean over all elements of the share that has it. Rounded down, so that 100 means all. */
  readonly score: number;
  readonly elements: readonly ElementResult[];
}

/** @returns one report a profile, in the order of the table */
export function judgeQuality(bom: Bom, profiles: readonly ProfileId[]): QualityReport[] {
  const facts = factsOf(bom);
  return PROFILES.filter((p) => profiles.includes(p.id)).map((profile) => judge(profile, facts));
}

function judge(profile: Profile, facts: BomFacts): QualityReport {
  const elements = profile.elements.map((element) => ask(element, facts));
  const counted = elements.filter((e) => e.notCarried !== true);
  const share = ({ asked, have }: ElementResult): number => (asked === 0 ? 0 : have / asked);
  const mean = counted.reduce((sum, e) => sum + share(e), 0) / counted.length;
  return {
    profile: profile.id,
    title: profile.title,
    standing: profile.standing,
    // A document that lists nothing has nothing that could conform.
    conforms: counted.every((e) => e.level === 'should' || (e.asked > 0 && e.have === e.asked)),
    score: Math.floor(mean * 100),
    elements,
  };
}

function ask(element: Element, facts: BomFacts): ElementResult {
  const { id, title, level, clause, remedy } = element;
  const row = { id, title, of: element.of, level, clause, remedy };
  const result = answer(element, facts, row);
  // What a document says all the same counts, wherever it found a place for it.
  const isWhole = result.asked > 0 && result.have === result.asked;
  if (isWhole || element.field === undefined || canState(facts.bom.source, element.field)) return result;
  return { ...row, asked: 0, have: 0, missing: [], notCarried: true };
}

type Question = Pick<ElementResult, 'id' | 'title' | 'of' | 'level' | 'clause' | 'remedy'>;

function answer(element: Element, facts: BomFacts, row: Question): ElementResult {
  if (element.of === 'document') return { ...row, asked: 1, have: element.holds(facts) ? 1 : 0, missing: [] };
  const missing = missingIn(facts, element.holds);
  const asked = facts.packages.length;
  return { ...row, asked, have: asked - missing.length, missing };
}

/** Profiles ask the same questions; each answer is worked out, and held, once. */
const answers = new WeakMap<BomFacts, Map<ComponentElement['holds'], readonly string[]>>();

function missingIn(facts: BomFacts, holds: ComponentElement['holds']): readonly string[] {
  const known = answers.get(facts) ?? new Map<ComponentElement['holds'], readonly string[]>();
  answers.set(facts, known);
  let missing = known.get(holds);
  if (missing === undefined) {
    missing = facts.packages.filter((c) => !holds(c, facts)).map((c) => c.ref);
    known.set(holds, missing);
  }
  return missing;
}
