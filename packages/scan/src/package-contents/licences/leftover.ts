/** Whether what no licence, notice or known passage covers may change what the licences of a file allow. */
import type { RawWord } from './raw-words.ts';

/** Words that are law when several different of them are together. */
const LAW = new Set(
  `license licensed licensee licensor licenses permission permitted prohibited warranty warranties liability liable
  redistribute redistribution redistributions sublicense commercial commercially royalty patent patents trademark
  trademarks granted grant grants conditions restrictions restricted consent forbidden evil fee acknowledge
  noncommercial military nuclear confidential proprietary agreement`.split(/\s+/),
);
/** So many different ones of them, in so many words, and the rest of a file may change what its licence says. */
const LAW_WORDS = 3;
const REST_WORDS = 8;
/** Such a window of words is one passage of law. */
const WINDOW = 90;
/** In a source file, so far from any licence a comment is about the program. */
const NEAR_LINES = 15;
/** So many words left over are a document, which speaks of other things. */
const LONG = 1_500;
/** There, only a passage as dense as a licence counts. */
const DENSE_LAW_WORDS = 5;

/** Sentences that forbid or demand, in normalised words. */
const RESTRICTION =
  /\b(?:(?:shall|must|may|can|will|should|do|cannot|could) (?:not |only |never )(?:be )?(?:us|cop|distribut|sell|sold|redistribut|modif|sublicens|deploy|host|remov)[a-z]*|(?:shall|may|must) be used (?:for|only|in)|(?:may|must) only be|(?:is|are) not (?:to be )?(?:used|sold|copied|distributed|redistributed|modified|licensed|free)|must pay|(?:non ?|for )commercial|commercial(?:ly)? (?:use|license|purposes?)|royalt(?:y|ies)|prohibited|forbidden|not (?:be )?(?:permitted|allowed|granted|authorised|designed licensed)|no (?:license|right|permission)|only (?:for|if you|to) (?:academic|research|evaluation|personal|educational|internal|non)|(?:personal|academic|evaluation|educational|research|internal) (?:use|purposes?|evaluation)|without (?:specific )?(?:prior )?(?:written )?(?:permission|consent)|commons clause|public domain|confidential|proprietary (?:and|information|software|license)|evil)\b/g;
/** Beside words of law: a condition, or what is not meant. */
const CONDITION =
  /\b(?:takes? precedence|except that|except for the|all other uses|you (?:must|shall|agree))\b/g;
/** In code, “must not be used” is about a function; these are not. */
const STRONG =
  /\b(?:non ?commercial|for commercial|commercial(?:ly)? use|royalt(?:y|ies)|must pay|commons clause|public domain|confidential and|proprietary (?:and|information|software|license)|evaluation (?:use|purposes?))\b/g;
/** Something is under a licence that was not found by its name. */
const UNKNOWN_GRANT =
  /\b(?:(?:re)?licensed|released|distributed|available|covered) (?:only )?under|\b(?:subject to|terms of|governed by|accordance with|under) (?:[a-z0-9.]{1,40} ){0,6}(?:license|agreement)\b|\b(?:under|with) (?:the |a )?[a-z]+style license|\bpermission (?:is|to)\b|\b(?:special|linking|following|license|foss|floss|classpath|runtime|library|font|openssl|ssl|gpl|lgpl) exceptions?\b|\bexceptions? (?:to|from) (?:the|this) (?:gpl|lgpl|gnu|license|terms|general)|\bgranted (?:a |the )?(?:license|permission|right)|\blicense to use\b|\bexceptions? (?:clause|applies|below|in)\b|\badditional permission|\blicensing information\b/g;
/** Beside a licence: what it asks for does not hold everywhere. */
const EXCEPTION =
  /\b(?:exceptions?|exempt(?:ed|ions?)?|unlimited permission|permission for|(?:give|gives|grant|grants) (?:you )?permission|linked (?:to|with|against)|in addition to the permissions|modified by|additional (?:terms|rights|permissions?))\b/g;
/**
 * In few words beside a licence any condition counts: “for evaluation only”, “companies need a paid licence”. Words of
 * other languages count in twos; of these no more is understood.
 */
const TERSE =
  /\b(?:only|except|unless|must|shall|(?:may|can|could|will) not|cannot|requires?|required|needs?|allowed|allows|evaluation|untersagt|verboten|gestattet|interdite?s?|prohibid[oa]s?|vietat[oa]|proibid[oa])\b/g;
const FOREIGN = new Set(
  'der das und nicht nur ist sind wird darf les des est pour toute toutes une utilisation los las para que uso della non per het een niet voor nao para'.split(
    ' ',
  ),
);
const TERSE_WORDS = 120;
const EXCERPT_WORDS = 14;
const ANCHORS = new Set(
  'license licensed licenses software permission commercial noncommercial warranty copyright terms redistribute redistribution distribute distributed distribution granted gpl lgpl linking link gnu'.split(
    ' ',
  ),
);
/** References that say where the licence is, not which. */
const REFERENCE =
  /\b(?:licensed|released|distributed|available|provided) under the following (?:terms|conditions|license)(?: and conditions)?\b|\b(?:licensed |released |distributed |available )?under (?:either|any|one|both)(?: one)?(?: of)?(?: the| these| two){0,2}(?: following| above)?(?: licenses?)?\b|\b(?:see|view|read|find|found in|in|refer to|consult|check) (?:the |accompanying |included |attached |file |files |bundled ){0,3}(?:license|licenses|copying|copyright|notice|legal)(?: (?:file|txt|md|information|for|details)){0,3}\b|\bsubject to license terms\b|\blicense (?:terms )?(?:file|agreement files?)\b/g;

/** @returns the words that may change it; null when nothing does */
export function judgeLeftover(
  words: readonly RawWord[],
  covered: Uint8Array,
  licenceLines: readonly (readonly [from: number, to: number])[],
): readonly RawWord[] | null {
  const rest: RawWord[] = [];
  words.forEach((word, i) => {
    if (covered[i] === 0 && !word.notice && !word.word.startsWith('@')) rest.push(word);
  });
  if (rest.length === 0) return null;
  const code = isCode(words);
  const near = code ? rest.filter(({ line }) => isNear(line, licenceLines)) : rest;
  const far = code ? rest.filter(({ line }) => !isNear(line, licenceLines)) : [];
  return (
    dense(near, LAW_WORDS) ??
    restricted(near, RESTRICTION, code || near.length > LONG) ??
    restricted(near, CONDITION, true) ??
    restricted(near, UNKNOWN_GRANT, code) ??
    restricted(near, EXCEPTION, true) ??
    (code || near.length > TERSE_WORDS ? null : terse(near)) ??
    dense(far, DENSE_LAW_WORDS) ??
    restricted(far, STRONG, false)
  );
}

function isNear(line: number, spans: readonly (readonly [number, number])[]): boolean {
  return spans.some(([from, to]) => line >= from - NEAR_LINES && line <= to + NEAR_LINES);
}

/** Whether most of a file is a program: many lines begin with a bracket or after an end of a statement. */
function isCode(words: readonly RawWord[]): boolean {
  let lines = 0;
  let code = 0;
  for (const { gap } of words) {
    if (!gap.startsWith('\n') && gap !== '') {
      if (/[;{}=<]|\(\)|->|::|&&|\|\|/.test(gap)) code += 1;
      continue;
    }
    if (gap.startsWith('\n')) lines += 1;
    if (/[;{}=]|\(\)/.test(gap)) code += 1;
  }
  return lines > 20 && code > lines * 0.3;
}

/** A window with so many different words of law. */
function dense(rest: readonly RawWord[], least: number): readonly RawWord[] | null {
  if (rest.length < REST_WORDS) return null;
  const counts = new Map<string, number>();
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i]?.word ?? '';
    if (LAW.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const leaving = rest[i - WINDOW]?.word ?? '';
    if (LAW.has(leaving)) {
      const left = (counts.get(leaving) ?? 0) - 1;
      if (left <= 0) counts.delete(leaving);
      else counts.set(leaving, left);
    }
    if (counts.size >= least) {
      const first = rest.findIndex((w, k) => k > i - WINDOW && LAW.has(w.word));
      return excerpt(rest, Math.max(0, first - 4));
    }
  }
  return null;
}

function terse(rest: readonly RawWord[]): readonly RawWord[] | null {
  const condition = restricted(rest, TERSE, false);
  if (condition !== null) return condition;
  const foreign = new Set(rest.flatMap(({ word }) => (FOREIGN.has(word) ? [word] : [])));
  return foreign.size >= 2 ? excerpt(rest, 0) : null;
}

/** @param inCode whether a word of law must stand near: “must not be used” alone may be about a function */
function restricted(rest: readonly RawWord[], pattern: RegExp, inCode: boolean): readonly RawWord[] | null {
  const text = rest
    .map(({ word }) => word)
    .join(' ')
    .replace(REFERENCE, (found) => found.replace(/[^ ]/g, '#'));
  for (const match of text.matchAll(pattern)) {
    const before = text.slice(0, match.index).split(' ').length - 1;
    const around = rest.slice(Math.max(0, before - 20), before + 24);
    if (!inCode || around.some(({ word }) => ANCHORS.has(word)))
      return excerpt(rest, Math.max(0, before - 4));
  }
  return null;
}

/** For people: from a little before the word that counts. */
function excerpt(rest: readonly RawWord[], at: number): readonly RawWord[] {
  return rest.slice(at, at + EXCERPT_WORDS);
}
