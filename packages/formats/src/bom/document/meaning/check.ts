/**
 * What no schema says of a document and yet must hold: ids are unique, references lead somewhere, identifiers, hashes
 * and licence expressions are well formed, nothing contains itself. One walk over the document.
 */
import type { BomProblem } from '@theriac/core';
import { plain } from '../../../text/plain-text.ts';
import { expressionProblem } from '../../model/licence-check.ts';
import { pointer } from '../../model/losses.ts';
import { type JsonMap, own } from '../json-fields.ts';
import { eachObject } from '../walk-json.ts';
import type { Meaning } from './family.ts';
import { hashProblem, isCpe, purlProblem } from './identifiers.ts';

const MAX_PROBLEMS = 1000;

export function problemsOfMeaning(top: JsonMap, meaning: Meaning): BomProblem[] {
  const problems: BomProblem[] = [];
  const add = (
    code: string,
    severity: BomProblem['severity'],
    at: string,
    what: string,
    remedy: string,
  ): void => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({
        code: `meaning/${code}`,
        severity: meaning.demanded && code !== 'nesting' ? 'error' : severity,
        pointer: at,
        what,
        remedy,
      });
  };
  const ids = new Map<string, string>();
  const references: { readonly to: string; readonly at: string }[] = [];
  const licenceReferences: { readonly id: string; readonly at: string }[] = [];
  const explained = new Set<string>();
  const parents = new Map<string, string>();
  eachObject(top, (object, at) => {
    for (const field of meaning.ids) {
      const id = own(object, field);
      if (typeof id !== 'string') continue;
      const first = ids.get(id);
      if (first === undefined) ids.set(id, at());
      else
        add(
          'duplicate-ref',
          // The same task or workspace is described in several places of a formulation, also by the specification.
          at().startsWith('/formulation/') ? 'warning' : 'error',
          pointer(at(), field),
          `duplicate id ${plain(id, 120)}, first used at ${first}`,
          'Give every element an id of its own.',
        );
    }
    for (const { field, to } of meaning.references(object)) {
      for (const [index, ref] of to.entries())
        if (typeof ref === 'string')
          references.push({ to: ref, at: pointer(at(), field, ...(to.length > 1 ? [index] : [])) });
    }
    for (const [field, purl] of meaning.purls(object)) {
      const reason = purlProblem(purl);
      if (reason !== null)
        add(
          'purl',
          'warning',
          pointer(at(), field),
          `“${plain(purl, 120)}” is ${reason}`,
          'Write a valid package URL.',
        );
    }
    for (const [field, cpe] of meaning.cpes(object))
      if (!isCpe(cpe))
        add(
          'cpe',
          'warning',
          pointer(at(), field),
          `“${plain(cpe, 120)}” is not a CPE name`,
          'Write a CPE 2.3 formatted string.',
        );
    const reason = hashProblem(meaning.hash(object));
    if (reason !== null) add('hash', 'warning', at(), reason, 'Compute the hash again.');
    for (const [field, expression] of meaning.licences(object)) {
      const reason = expressionProblem(expression, (id) =>
        licenceReferences.push({ id, at: pointer(at(), field) }),
      );
      if (reason !== null)
        add(
          'licence',
          'warning',
          pointer(at(), field),
          `“${plain(expression, 120)}” ${reason}`,
          'Write an SPDX licence expression.',
        );
    }
    const id = meaning.explains?.(object);
    if (id !== undefined) explained.add(id);
    for (const [parent, child] of meaning.contains(object))
      if (!parents.has(child)) parents.set(child, parent);
  });
  for (const { to, at } of references)
    if (!ids.has(to) && !meaning.isElsewhere(to))
      add(
        'dangling-ref',
        'warning',
        at,
        `${plain(to, 120)} is not in the document`,
        'List it, or remove the reference.',
      );
  if (meaning.explains !== undefined) {
    for (const { id, at } of licenceReferences)
      if (!explained.has(id) && !id.startsWith('DocumentRef-'))
        add(
          'licence-ref',
          'warning',
          at,
          `${plain(id, 120)} is explained nowhere`,
          'Add its text to the document.',
        );
  }
  for (const id of circles(parents))
    add(
      'nesting',
      'warning',
      ids.get(id) ?? '',
      `${plain(id, 120)} contains itself`,
      'Remove one of the CONTAINS that make the circle.',
    );
  return problems;
}

/** One member of each circle. */
function circles(parents: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  for (const start of parents.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at);
    }
    if (at !== undefined && path.has(at)) found.push(at);
    for (const id of path) done.add(id);
  }
  return found;
}
