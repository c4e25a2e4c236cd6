/** The three places where CycloneDX XML is not shaped like its JSON and no rule of the grammar covers. */
import type { JsonValue } from '@theriac/core';
import { elementsOf, textOf, type XmlNode } from '@theriac/read/xml';
import { isObject, type JsonObject } from '../../../text/untrusted-json.ts';
import type { MutableJson } from '../../document/json-fields.ts';
import { GRAMMAR, type ObjectType } from '../grammar.ts';
import type { XmlContext, XmlSink } from './context.ts';

interface OwnForm {
  readonly read: (node: XmlNode, pointer: string, context: XmlContext) => JsonValue;
  /** Writes the element `name` with what belongs in it. */
  readonly write: (value: unknown, name: string, sink: XmlSink) => void;
}

function typeNamed(name: string): ObjectType {
  const type = GRAMMAR.get(name);
  if (type === undefined) throw new TypeError(`the grammar has no type ${name}`);
  return type;
}

const strange = (
  child: XmlNode,
  parent: XmlNode,
  pointer: string,
  context: XmlContext,
  names: string,
): void =>
  context.problem(
    child,
    pointer,
    'schema/unknown-field',
    `CycloneDX has no element ${child.local.slice(0, 80)} in ${parent.local}`,
    `Write ${names}.`,
  );

/** `<license>…`, `<expression>MIT OR …`, `<expression-detailed expression="…">` for `license` and `expression`. */
const licences: OwnForm = {
  read: (node, pointer, context) => {
    const items: JsonValue[] = [];
    for (const child of elementsOf(node)) {
      const at = `${pointer}/${items.length}`;
      if (child.local === 'license') {
        const item = { license: context.object(child, typeNamed('license'), `${at}/license`) };
        context.place(item, child);
        items.push(item);
      } else if (child.local === 'expression' || child.local === 'expression-detailed') {
        const item: MutableJson = {};
        context.place(item, child);
        if (child.local === 'expression') item.expression = textOf(child);
        for (const { local, uri, value } of child.attributes) {
          if (uri !== '') continue;
          if (['bom-ref', 'acknowledgement', 'expression'].includes(local)) item[local] = value;
          else strange(child, node, at, context, 'bom-ref, acknowledgement or expression');
        }
        for (const inner of child.local === 'expression' ? [] : elementsOf(child))
          readDetail(inner, child, at, item, context);
        items.push(item);
      } else strange(child, node, pointer, context, 'license or expression');
    }
    context.place(items, node);
    return items;
  },
  write: (value, name, sink) => {
    const write = (): void => {
      for (const item of Array.isArray(value) ? value : []) {
        if (!isObject(item)) continue;
        if (isObject(item.license)) sink.object('license', item.license, typeNamed('license'));
        else if (typeof item.expression === 'string') writeExpression(item, item.expression, sink);
      }
    };
    sink.element(name, [], write);
  },
};

function readDetail(
  node: XmlNode,
  parent: XmlNode,
  pointer: string,
  item: MutableJson,
  context: XmlContext,
): void {
  if (node.local === 'details') {
    const details: JsonValue[] = Array.isArray(item.expressionDetails) ? item.expressionDetails : [];
    const at = `${pointer}/expressionDetails/${details.length}`;
    details.push(context.object(node, typeNamed('expressionDetail'), at));
    item.expressionDetails = details;
  } else if (node.local === 'licensing') {
    item.licensing = context.object(node, typeNamed('licensing'), `${pointer}/licensing`);
  } else if (node.local === 'properties') {
    item.properties = elementsOf(node).map((property, index) =>
      context.object(property, typeNamed('property'), `${pointer}/properties/${index}`),
    );
  } else strange(node, parent, pointer, context, 'details, licensing or properties');
}

function writeExpression(item: JsonObject, expression: string, sink: XmlSink): void {
  const attributes = ['bom-ref', 'acknowledgement'].flatMap((key): [string, string][] => {
    const value = item[key];
    return typeof value === 'string' ? [[key, value]] : [];
  });
  const { expressionDetails, licensing, properties } = item;
  if (expressionDetails === undefined && licensing === undefined && properties === undefined) {
    sink.element('expression', attributes, expression);
    return;
  }
  sink.element('expression-detailed', [...attributes, ['expression', expression]], () => {
    for (const detail of Array.isArray(expressionDetails) ? expressionDetails : [])
      if (isObject(detail)) sink.object('details', detail, typeNamed('expressionDetail'));
    if (isObject(licensing)) sink.object('licensing', licensing, typeNamed('licensing'));
    if (Array.isArray(properties)) {
      sink.element('properties', [], () => {
        for (const property of properties)
          if (isObject(property)) sink.object('property', property, typeNamed('property'));
      });
    }
  });
}

/** `<tool>…` until 1.4; `<components>` and `<services>` since. */
const tools: OwnForm = {
  read: (node, pointer, context) => {
    const legacy: JsonValue[] = [];
    const set: MutableJson = {};
    for (const child of elementsOf(node)) {
      const item = { components: 'component', services: 'service' }[child.local];
      if (child.local === 'tool')
        legacy.push(context.object(child, typeNamed('tool'), `${pointer}/${legacy.length}`));
      else if (item !== undefined)
        set[child.local] = elementsOf(child).map((one, index) =>
          context.object(one, typeNamed(item), `${pointer}/${child.local}/${index}`),
        );
      else strange(child, node, pointer, context, 'tool, components or services');
    }
    const result = Object.keys(set).length > 0 ? set : legacy;
    context.place(result, node);
    return result;
  },
  write: (value, name, sink) => {
    sink.element(name, [], () => {
      if (Array.isArray(value)) {
        for (const tool of value) if (isObject(tool)) sink.object('tool', tool, typeNamed('tool'));
        return;
      }
      if (!isObject(value)) return;
      for (const [list, item] of [
        ['components', 'component'],
        ['services', 'service'],
      ] as const) {
        const items = value[list];
        if (!Array.isArray(items)) continue;
        sink.element(list, [], () => {
          for (const one of items) if (isObject(one)) sink.object(item, one, typeNamed(item));
        });
      }
    });
  },
};

/** `<classification flow="…">PII</classification>`, since 1.5 also inside a `<dataflow>` that says more. */
const serviceData: OwnForm = {
  read: (node, pointer, context) => {
    const items: JsonValue[] = [];
    for (const child of elementsOf(node)) {
      const at = `${pointer}/${items.length}`;
      const item: MutableJson = {};
      if (child.local === 'classification') classify(child, item);
      else if (child.local === 'dataflow') {
        for (const { local, uri, value } of child.attributes) if (uri === '') item[local] = value;
        for (const inner of elementsOf(child)) {
          if (inner.local === 'classification') classify(inner, item);
          else if (inner.local === 'governance')
            item.governance = context.object(inner, typeNamed('governance'), `${at}/governance`);
          else if (inner.local === 'source' || inner.local === 'destination')
            item[inner.local] = elementsOf(inner).map((url) => textOf(url).trim());
          else strange(inner, child, at, context, 'classification, governance, source or destination');
        }
      } else {
        strange(child, node, pointer, context, 'classification or dataflow');
        continue;
      }
      context.place(item, child);
      items.push(item);
    }
    context.place(items, node);
    return items;
  },
  write: (value, name, sink) => {
    const items = (Array.isArray(value) ? value : []).filter(isObject);
    const bare = items.every((item) =>
      Object.keys(item).every((k) => k === 'flow' || k === 'classification'),
    );
    const classification = (item: JsonObject): void =>
      sink.element(
        'classification',
        [['flow', String(item.flow ?? 'unknown')]],
        String(item.classification ?? ''),
      );
    sink.element(name, [], () => {
      for (const item of items) {
        // The schema has either form, never both in one list.
        if (bare) {
          classification(item);
          continue;
        }
        const attributes = ['name', 'description'].flatMap((key): [string, string][] => {
          const text = item[key];
          return typeof text === 'string' ? [[key, text]] : [];
        });
        sink.element('dataflow', attributes, () => {
          classification(item);
          if (isObject(item.governance)) sink.object('governance', item.governance, typeNamed('governance'));
          for (const end of ['source', 'destination']) {
            const urls = item[end];
            if (Array.isArray(urls))
              sink.element(end, [], () => {
                for (const url of urls) sink.element('url', [], String(url));
              });
          }
        });
      }
    });
  },
};

function classify(node: XmlNode, item: MutableJson): void {
  item.classification = textOf(node);
  const flow = node.attributes.find(({ local }) => local === 'flow')?.value;
  if (flow !== undefined) item.flow = flow;
}

export const OWN_FORMS: Readonly<Record<string, OwnForm>> = { licences, tools, serviceData };
