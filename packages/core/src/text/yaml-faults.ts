/** What is wrong with a YAML file, in plain words per error code of the reader (the package `yaml`). */
export const YAML_FAULTS = {
  ALIAS_PROPS: 'an alias (`*name`) has a tag or an anchor; remove it',
  BAD_ALIAS: 'an anchor or alias has no usable name',
  BAD_COLLECTION_TYPE: 'a tag (`!!…`) does not fit what follows it; remove the tag',
  BAD_DIRECTIVE: 'a line that begins with `%` is not a directive of YAML',
  BAD_DQ_ESCAPE:
    'an escape after `\\` is unknown in a text in double quotes; use single quotes, or write `\\\\`',
  BAD_INDENT:
    'the indentation does not fit the lines above, or a `[` or `{` is not closed; entries of one list or mapping begin in the same column',
  BAD_PROP_ORDER: 'a tag or an anchor is before the `-`, `?` or `:`; write it after',
  BAD_SCALAR_START: 'a text begins with `@` or a backtick; put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY:
    'a second `:` is on the line, or the next line is indented too far; put a text that contains `: ` in quotes',
  BLOCK_IN_FLOW:
    'a list or mapping inside `[ ]` or `{ }` is spread over indented lines; use brackets there too',
  DUPLICATE_KEY: 'duplicate key: each key of a mapping is written once; remove one',
  IMPOSSIBLE: 'the line cannot be read as YAML',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters, or a `:` is missing',
  MISSING_CHAR: 'a closing quote, a `,`, a `:` or the space after one of them is missing',
  MULTILINE_IMPLICIT_KEY: 'a `:` is missing, or a key spans several lines',
  MULTIPLE_ANCHORS: 'a value has more than one anchor (`&name`); keep one',
  MULTIPLE_DOCS: 'the file holds more than one document; keep one and remove the line `---`',
  MULTIPLE_TAGS: 'a value has more than one tag (`!!…`); keep one',
  NON_STRING_KEY: 'a key is not text; put it in quotes',
  RESOURCE_EXHAUSTION: 'the nesting is too deep',
  TAB_AS_INDENT: 'a tab is used for indentation; use spaces',
  TAG_RESOLVE_FAILED: 'a tag (`!…`) is unknown; remove it',
  UNEXPECTED_TOKEN:
    'something follows that does not belong there: an unbalanced bracket, text after a closing quote, or a key beside a list',
} as const;

/** @param code of the error that the reader reports */
export function yamlFault(code: string): string {
  const faults: Readonly<Record<string, string>> = YAML_FAULTS;
  return faults[code] ?? YAML_FAULTS.IMPOSSIBLE;
}
