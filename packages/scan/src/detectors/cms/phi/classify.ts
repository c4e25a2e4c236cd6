/** Which fields hold patient data, and whether what holds them does: identifiers in the context of health. */
import {
  AMBIGUOUS_WORDS,
  HEALTH_WORDS,
  IDENTIFIERS,
  type IdentifierClass,
  NOT_A_PERSON,
  SENSITIVE,
} from '../facts/phi-dictionary.ts';

export interface NamedField {
  /** Machine name. */
  readonly key: string;
  /** What people read; the empty string where there is none. */
  readonly title: string;
  /** Type of element or field, as the CMS calls it. */
  readonly type: string;
}

export interface FieldClass {
  readonly identifier?: IdentifierClass;
  /** A word of health stands in it. */
  readonly health: 'yes' | 'perhaps' | 'no';
  /** Words that may be of health. */
  readonly perhaps: readonly string[];
  /** Id of {@link SENSITIVE}. */
  readonly sensitive?: string;
}

/** Identifiers that say by themselves that somebody is, or is insured as, a patient. */
const OF_PATIENTS: ReadonlySet<IdentifierClass> = new Set(['record-number', 'health-plan']);

/** Identifiers of a person that public content (a location, a staff page) does not have. */
const PRIVATE: ReadonlySet<IdentifierClass> = new Set([
  'date',
  'national-id',
  'record-number',
  'health-plan',
]);

/** Types that hold no answer of a person. */
const LAYOUT =
  /^(?:webform_(?:markup|wizard_page|section|flexbox|actions|computed.*|horizontal_rule|message|more)|processed_text|markup|fieldset|details|container|item|label|captcha|html|section|page|hidden|value|honeypot)$/;

function isLayout(type: string): boolean {
  return LAYOUT.test(type);
}

/** `dateOfBirth`, `date_of_birth`, `Date of Birth` → `date of birth`; plural words lose their `s`. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(singular);
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !/(?:ss|is|us)$/.test(word) ? word.slice(0, -1) : word;
}

const phrase = (text: string): string => ` ${wordsOf(text).join(' ')} `;
const IDENTIFIER_PHRASES = IDENTIFIERS.flatMap(({ id, phrases }) =>
  phrases.map((text) => ({ id, words: phrase(text) })),
).sort((a, b) => b.words.length - a.words.length);
const HEALTH = [...new Set(HEALTH_WORDS.map(phrase))];
const AMBIGUOUS = [...new Set(AMBIGUOUS_WORDS.map(phrase))];
const SENSITIVE_PHRASES = SENSITIVE.flatMap(({ id, phrases }) =>
  phrases.map((text) => ({ id, words: phrase(text) })),
);
const NOBODY = new Set(NOT_A_PERSON.map(singular));

const MAX_NAME = 300;

export function classify({ key, title, type }: NamedField): FieldClass {
  const names = [key, title].map((name) => wordsOf(name.slice(0, MAX_NAME)));
  const texts = names.map((words) => ` ${words.join(' ')} `);
  const has = (words: string): boolean => texts.some((text) => text.includes(words));
  const perhaps = AMBIGUOUS.filter(has);
  const sensitive = SENSITIVE_PHRASES.find(({ words }) => has(words))?.id;
  const health = sensitive !== undefined || HEALTH.some(has) ? 'yes' : AMBIGUOUS.some(has) ? 'perhaps' : 'no';
  const identifier = identifierOf(names, texts, type);
  return {
    health,
    perhaps,
    ...(identifier === undefined ? {} : { identifier }),
    ...(sensitive === undefined ? {} : { sensitive }),
  };
}

function identifierOf(
  names: readonly string[][],
  texts: readonly string[],
  type: string,
): IdentifierClass | undefined {
  const byType = IDENTIFIERS.find(({ types }) => types?.includes(type) === true)?.id;
  if (byType !== undefined) return byType;
  if (type === 'checkbox' || type === 'webform_terms_of_service' || type === 'boolean') return undefined;
  const found = IDENTIFIER_PHRASES.find(({ words }) => texts.some((text) => text.includes(words)))?.id;
  if (found !== 'name' && found !== 'address') return found;
  // `file_name`, `company name`; the title of a field repeats its key.
  const word = found === 'name' ? 'name' : 'address';
  const isNobody = names.some((words) => {
    const at = words.indexOf(word);
    return at > 0 && NOBODY.has(words[at - 1] ?? '');
  });
  return isNobody ? undefined : found;
}

export interface Holding<F> {
  /** Patient data; `perhaps`: of persons, on a site that says that it holds patient data, with a word that may be of health. */
  readonly isPhi: boolean;
  /** Fields that hold an identifier or health data, in the order given. */
  readonly fields: readonly (F & { readonly class: FieldClass })[];
  /** Ids of {@link SENSITIVE}. */
  readonly sensitive: readonly string[];
}

/**
 * @param about name and title of what holds the fields: of a form, a bundle, an entity
 * @param given `declared`: the site is known to hold patient data, so that a word that may be of health is one;
 * `content`: what is published, in which names and telephone numbers are of staff and places
 */
export function holding<F extends NamedField>(
  about: readonly string[],
  fields: readonly F[],
  given: { readonly declared: boolean; readonly content?: true },
): Holding<F> {
  const classed = fields
    .filter(({ type }) => !isLayout(type))
    .map((field) => ({ ...field, class: classify(field) }));
  const context = classify({ key: about[0] ?? '', title: about.slice(1).join(' '), type: '' });
  const identifiers = new Set(classed.flatMap((field) => field.class.identifier ?? []));
  const certain = (context.health === 'yes' ? 1 : 0) + classed.filter((f) => f.class.health === 'yes').length;
  // The same word in every field is one.
  const possible = new Set([context, ...classed.map((f) => f.class)].flatMap(({ perhaps }) => perhaps)).size;
  const isAboutSomebody =
    given.content === true
      ? [...identifiers].some((id) => PRIVATE.has(id)) ||
        (certain > 1 &&
          [...about, ...classed.map(({ key }) => key)].some((name) => wordsOf(name).includes('patient')))
      : [...identifiers].some((id) => id !== 'ip-address' && id !== 'url');
  const isOfHealth =
    certain > 0 ||
    possible > 1 ||
    (given.declared && possible > 0) ||
    [...identifiers].some((id) => OF_PATIENTS.has(id));
  return {
    isPhi: isAboutSomebody && isOfHealth,
    fields: classed.filter((f) => f.class.identifier !== undefined || f.class.health !== 'no'),
    sensitive: [...new Set(classed.flatMap((f) => f.class.sensitive ?? []))].sort(),
  };
}
