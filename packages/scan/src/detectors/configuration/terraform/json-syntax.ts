/** HCL's JSON syntax (`.tf.json`) as the same tree as the native one. */
import {
  type HclBody,
  type HclExpression,
  type HclNode,
  type HclSetting,
  readHclTemplate,
  readJsonAsHcl,
} from '@theriac/read/hcl';

type ObjectNode = HclExpression & { readonly kind: 'object' };
type Entry = readonly [string, HclExpression];

/** Blocks of a file, with the number of labels that each has. */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  check: 1,
  backend: 1,
  terraform: 0,
  locals: 0,
  moved: 0,
  import: 0,
  removed: 0,
};

/** Settings that are maps: everything else that is an object, or a list of objects, is a block. */
const MAPS =
  /^(?:tags|tags_all|labels|.*_tags|.*_labels|variables|metadata|annotations|parameters|app_settings|triggers|keepers|values|vars|required_providers|request_parameters|response_parameters|providers)$/;

/** @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line */
export function readTerraformJson(text: string, path: string): HclBody {
  const root = readJsonAsHcl(text, path);
  const blocks = objectsOf(root).flatMap((object) =>
    entriesOf(object).flatMap(([type, value]) => labelled(type, LABELS[type] ?? 0, [], value, path)),
  );
  return { attributes: new Map(), blocks };
}

function labelled(
  type: string,
  left: number,
  labels: readonly string[],
  value: HclExpression,
  path: string,
): HclNode[] {
  return objectsOf(value).flatMap((object): HclNode[] => {
    if (left > 0)
      return entriesOf(object).flatMap(([label, inner]) =>
        labelled(type, left - 1, [...labels, label], inner, path),
      );
    const { line, column } = object;
    // Locals and variables hold values only.
    const isValues = type === 'locals';
    return [
      {
        type,
        labels,
        body: bodyOf(object, path, isValues || type === 'variable' || type === 'output'),
        line,
        column,
      },
    ];
  });
}

function bodyOf(object: ObjectNode, path: string, valuesOnly: boolean): HclBody {
  const attributes = new Map<string, HclSetting>();
  const blocks: HclNode[] = [];
  for (const [name, value] of entriesOf(object)) {
    const { line, column } = value;
    if (name === '//') continue;
    if (name === 'dynamic' || name === 'backend') {
      for (const node of labelled(name, 1, [], value, path)) blocks.push(node);
      continue;
    }
    const inner = objectsOf(value);
    const isBlock = !valuesOnly && !MAPS.test(name) && inner.length > 0;
    if (!isBlock) attributes.set(name, { value: withTemplates(value, path), line, column });
    else
      for (const one of inner)
        blocks.push({
          type: name,
          labels: [],
          body: bodyOf(one, path, false),
          line: one.line,
          column: one.column,
        });
  }
  return { attributes, blocks };
}

/** Texts of JSON are templates. */
function withTemplates(node: HclExpression, path: string): HclExpression {
  const { line, column } = node;
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' && /[$%]\{/.test(node.value)
        ? readHclTemplate(node.value, path, { line, column: column + 1 })
        : node;
    case 'list':
      return { kind: 'list', items: node.items.map((item) => withTemplates(item, path)), line, column };
    case 'object':
      return {
        kind: 'object',
        entries: node.entries.map(({ key, value }) => ({ key, value: withTemplates(value, path) })),
        line,
        column,
      };
    default:
      return node;
  }
}

/** An object, or the objects of a list; nothing for everything else. */
function objectsOf(node: HclExpression): ObjectNode[] {
  if (node.kind === 'object') return [node];
  if (node.kind !== 'list') return [];
  const objects = node.items.filter((item): item is ObjectNode => item.kind === 'object');
  return objects.length === node.items.length ? objects : [];
}

function entriesOf(object: ObjectNode): Entry[] {
  return object.entries.flatMap(({ key, value }): Entry[] =>
    key.kind === 'literal' ? [[String(key.value), value]] : [],
  );
}
