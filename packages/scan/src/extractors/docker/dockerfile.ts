/**
 * Dockerfile and Containerfile: which images a build starts from and copies from. An own line reader: the few
 * instructions that matter, with continuations, here-documents, parser directives and build arguments.
 * Reference: the Dockerfile reference of Docker (FROM, ARG, COPY --from, RUN --mount).
 */
import { type ComponentDraft, type Extract, type KnownUnknown, TheriacError } from '@theriac/core';
import { baseName } from '../../target/paths.ts';
import { NOTHING } from '../shared/root-builder.ts';
import { imageComponent, mergeImages, substitute } from './image-reference.ts';
import { instructionsOf } from './instructions.ts';

interface Stage {
  readonly alias: string | null;
  /** Variables filled in. */
  readonly from: string;
  readonly line: number;
  /** Images or stages that instructions of this stage take files from. */
  readonly copies: { from: string; line: number }[];
}

/** Names that are always a Dockerfile's. */
const NAMES: ReadonlySet<string> = new Set(['dockerfile', 'containerfile']);
/** Text about Dockerfiles, programs that handle them, and what BuildKit leaves out of a build. */
const OTHER_LANGUAGES =
  /\.(?:md|mdx|rst|adoc|html?|json|ya?ml|toml|xml|snap|dockerignore|containerignore|[cm]?[jt]sx?|py|rb|go|rs|java|kt|kts|cs|php|exs?|erl|hrl|swift|scala|dart|lua|pl|pm|cc?|cpp|hpp?|vue|svelte|sh|bats|ps1|png|svg|gif|orig|rej|diff|patch)$/i;

const MAX_STAGES = 1000;
const MAX_VALUE = 4096;

export const extract: Extract = (file) => {
  const base = baseName(file.path);
  if (OTHER_LANGUAGES.test(base)) return NOTHING;
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const stages: Stage[] = [];
  /** Arguments before the first FROM: the only ones that FROM lines see. */
  const globals = new Map<string, string>(PREDEFINED);
  let locals = new Map<string, string>();
  for (const { name, rest, line } of instructionsOf(file.text())) {
    const stage = stages[stages.length - 1];
    if (name === 'ARG' || name === 'ENV') {
      const scope = stage === undefined ? globals : locals;
      for (const [key, value] of assignments(rest)) {
        const inherited = value ?? (name === 'ARG' ? globals.get(key) : undefined);
        const filled = inherited === undefined ? null : substitute(inherited, (n) => scope.get(n));
        // A value that doubles itself again and again names no image.
        if (filled !== null && filled.length <= MAX_VALUE) scope.set(key, filled);
        else scope.delete(key);
      }
    } else if (name === 'FROM') {
      const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
      const [image, as, alias] = words;
      if (image === undefined) {
        report({
          reason: 'unparseable',
          message: 'FROM without an image name',
          location: { path: file.path, line },
          losesComponents: true,
        });
        continue;
      }
      if (stages.length >= MAX_STAGES) {
        throw new TheriacError('THERIAC_INPUT_LIMIT', `more than ${MAX_STAGES} stages`, {
          path: file.path,
          line,
        });
      }
      locals = new Map();
      stages.push({
        alias: as?.toUpperCase() === 'AS' && alias !== undefined ? alias.toLowerCase() : null,
        from: substitute(unquote(image), (n) => globals.get(n)),
        line,
        copies: [],
      });
    } else if (stage !== undefined && (name === 'COPY' || name === 'ADD' || name === 'RUN')) {
      for (const from of sourcesOf(name, rest)) {
        stage.copies.push({ from: substitute(unquote(from), (n) => locals.get(n) ?? globals.get(n)), line });
      }
    }
  }
  if (stages.length === 0) {
    // What follows the name is free, so that other files may have such a name: `Dockerfile.lock`.
    if (!NAMES.has(base.toLowerCase())) return NOTHING;
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a Dockerfile: no FROM', { path: file.path });
  }

  const before = new Set<string>();
  const aliases = new Set(stages.map((stage) => stage.alias));
  const shipped = shippedStages(stages);
  const components: ComponentDraft[] = [];
  const add = (image: string, line: number, stage: number): void => {
    const scope = shipped.has(stage) ? 'production' : 'build';
    const component = imageComponent(image, scope, { path: file.path, line }, report);
    if (component !== null) components.push(component);
  };
  for (const [at, stage] of stages.entries()) {
    if (stage.from !== 'scratch' && !before.has(stage.from.toLowerCase())) add(stage.from, stage.line, at);
    if (stage.alias !== null) before.add(stage.alias);
    for (const { from, line } of stage.copies) {
      const isStage = /^\d+$/.test(from) || aliases.has(from.toLowerCase());
      if (!isStage && from !== 'scratch') add(from, line, at);
    }
  }
  return { roots: [{ path: file.path, ecosystem: 'docker', components: mergeImages(components) }], unknowns };
};

/** BuildKit sets these by itself. Only the name of the platform's parts matter in image references, and rarely. */
const PREDEFINED: readonly [string, string][] = [
  ['TARGETARCH', 'amd64'],
  ['BUILDARCH', 'amd64'],
  ['TARGETOS', 'linux'],
  ['BUILDOS', 'linux'],
];

/** The last stage and those that it is built upon: their base image is in what is shipped. */
function shippedStages(stages: readonly Stage[]): Set<number> {
  const shipped = new Set<number>();
  for (let at = stages.length - 1; at >= 0 && !shipped.has(at); ) {
    shipped.add(at);
    const from = stages[at]?.from.toLowerCase();
    const base = stages.slice(0, at).findLastIndex((stage) => stage.alias !== null && stage.alias === from);
    if (base < 0) break;
    at = base;
  }
  return shipped;
}

function sourcesOf(name: string, rest: string): string[] {
  const sources: string[] = [];
  for (const word of rest.split(/\s+/)) {
    if (!word.startsWith('--')) break;
    const from =
      name === 'RUN'
        ? (/^--mount=(?:.*,)?from=([^,]+)/.exec(word)?.[1] ?? null)
        : (/^--from=(.+)$/.exec(word)?.[1] ?? null);
    if (from !== null) sources.push(from);
  }
  return sources;
}

/** `A=1 B="two words" C` → pairs; a bare name has no value. */
function* assignments(rest: string): Iterable<[string, string | undefined]> {
  for (let at = 0; at < rest.length; ) {
    let end = at;
    for (let quote = ''; end < rest.length; end += 1) {
      const character = rest[end] ?? '';
      if (quote !== '') {
        if (character === quote) quote = '';
      } else if (character === '"' || character === "'") quote = character;
      else if (character === ' ' || character === '\t') break;
    }
    const word = rest.slice(at, end);
    const equals = word.indexOf('=');
    const key = equals < 0 ? word : word.slice(0, equals);
    if (key !== '') yield [key, equals < 0 ? undefined : unquote(word.slice(equals + 1))];
    at = end + 1;
  }
}

function unquote(text: string): string {
  const quote = text[0];
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote)
    ? text.slice(1, -1)
    : text;
}
