/** Demands of the text of SPDX 2 on a document as a whole. Each finds what breaks it; undefined: nothing. */
import type { JsonValue } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';

const maps = (object: JsonMap, field: string): JsonMap[] => {
  const value = own(object, field);
  return isList(value) ? value.filter(isMap) : [];
};
const list = (object: JsonMap, field: string): readonly JsonValue[] => {
  const value = own(object, field);
  return isList(value) ? value : [];
};
const text = (object: JsonMap, field: string): string => {
  const value = own(object, field);
  return typeof value === 'string' ? value : '';
};

/** A document of more than one package, or of a file or snippet besides, says what it describes (§11.1). */
export function describesProblem(document: JsonMap): string | undefined {
  const elements = ['packages', 'files'].reduce((sum, field) => sum + list(document, field).length, 0);
  if (elements < 2 || list(document, 'documentDescribes').length > 0) return undefined;
  const described = maps(document, 'relationships').some((relationship) => {
    const type = text(relationship, 'relationshipType');
    return (
      (type === 'DESCRIBES' && text(relationship, 'spdxElementId') === 'SPDXRef-DOCUMENT') ||
      (type === 'DESCRIBED_BY' && text(relationship, 'relatedSpdxElement') === 'SPDXRef-DOCUMENT')
    );
  });
  return described ? undefined : 'nothing says which of its elements the document describes';
}

const LICENCES = ['licenseDeclared', 'licenseConcluded'];
const LICENCE_LISTS = ['licenseInfoFromFiles', 'licenseInfoInFiles', 'licenseInfoInSnippets'];
const OTHER_DOCUMENT = /^(DocumentRef-[A-Za-z0-9.+-]+):/;
const LONGEST = 20_000;

/** `DocumentRef-x:` names a document that is declared (§6.6). */
export function undeclaredDocument(document: JsonMap): string | undefined {
  const declared = new Set(
    maps(document, 'externalDocumentRefs').map((one) => text(one, 'externalDocumentId')),
  );
  for (const said of references(document)) {
    if (said.length > LONGEST || !said.includes('DocumentRef-')) continue;
    for (const token of said.split(/[\s()]/)) {
      const [, id] = OTHER_DOCUMENT.exec(token) ?? [];
      if (id !== undefined && !declared.has(id)) return `${plain(id, 120)} is declared nowhere`;
    }
  }
  return undefined;
}

/** Every text that may name another document. */
function* references(document: JsonMap): Generator<string> {
  for (const one of maps(document, 'relationships')) {
    yield text(one, 'spdxElementId');
    yield text(one, 'relatedSpdxElement');
  }
  for (const field of ['packages', 'files', 'snippets'])
    for (const element of maps(document, field)) {
      for (const key of LICENCES) yield text(element, key);
      for (const key of LICENCE_LISTS)
        for (const said of list(element, key)) if (typeof said === 'string') yield said;
      if (field === 'snippets') yield text(element, 'snippetFromFile');
    }
}

/** An id that stands twice in a list of the document. */
export function repeatedId(document: JsonMap, field: string, key: string): string | undefined {
  const known = new Set<string>();
  for (const one of maps(document, field)) {
    const id = text(one, key);
    if (id !== '' && known.has(id)) return `${plain(id, 120)} stands twice`;
    known.add(id);
  }
  return undefined;
}

/** A package whose files were not analysed contains none (§7.8). */
export function containsFiles(document: JsonMap): string | undefined {
  const ids = (field: string, which: (one: JsonMap) => boolean): ReadonlySet<string> =>
    new Set(
      maps(document, field)
        .filter(which)
        .map((one) => text(one, 'SPDXID')),
    );
  const files = ids('files', () => true);
  if (files.size === 0) return undefined;
  const apart = ids('packages', (one) => own(one, 'filesAnalyzed') === false);
  for (const one of maps(document, 'relationships')) {
    const [from, to] = [text(one, 'spdxElementId'), text(one, 'relatedSpdxElement')];
    const type = text(one, 'relationshipType');
    const [around, inner] = type === 'CONTAINED_BY' ? [to, from] : [from, to];
    if ((type === 'CONTAINS' || type === 'CONTAINED_BY') && apart.has(around) && files.has(inner))
      return `${plain(around, 120)} contains a file, and its filesAnalyzed is false`;
  }
  return undefined;
}

/** A snippet is from a file of the document, or of another document (§9.2). */
export function snippetOfNoFile(document: JsonMap): string | undefined {
  const snippets = maps(document, 'snippets');
  if (snippets.length === 0) return undefined;
  const files = new Set(maps(document, 'files').map((file) => text(file, 'SPDXID')));
  const others = new Set(maps(document, 'packages').map((one) => text(one, 'SPDXID')));
  for (const snippet of snippets) {
    const from = text(snippet, 'snippetFromFile');
    // What is nowhere dangles, which is told of its own.
    if (!files.has(from) && others.has(from)) return `${plain(from, 120)} is a package, not a file`;
  }
  return undefined;
}
