/** A CycloneDX document in its JSON shape as XML, by the grammar. What the version cannot say is gone already. */
import { isObject, type JsonObject } from '../../../text/untrusted-json.ts';
import { escapeXmlAttribute, escapeXmlText } from '../../../text/xml-text.ts';
import { type Field, GRAMMAR, type ObjectType } from '../grammar.ts';
import { likeliest } from '../validate.ts';
import type { XmlSink } from './context.ts';
import { type Foreign, foreignOf, XML_ATTRIBUTES } from './foreign.ts';
import { OWN_FORMS } from './own-forms.ts';

export function writeCycloneDxXml(top: JsonObject, version: string): string {
  const type = GRAMMAR.get('bom');
  const writer = new XmlWriter();
  if (type !== undefined)
    writer.object('bom', top, type, [['xmlns', `http://cyclonedx.org/schema/bom/${version}`]]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writer.text()}`;
}

/** Lines that are joined at once. */
const BLOCK = 1000;

class XmlWriter implements XmlSink {
  /** Lines that are not joined yet. */
  #lines: string[] = [];
  /** Lines that are: many small strings that live long cost more than the writing. */
  readonly #blocks: string[] = [];
  /** Of all. */
  #count = 0;
  #depth = 0;

  text(): string {
    return `${[...this.#blocks, ...this.#lines].join('\n')}\n`;
  }

  #line(line: string): void {
    this.#lines.push(line);
    this.#count += 1;
  }

  #join(): void {
    this.#blocks.push(this.#lines.join('\n'));
    this.#lines = [];
  }

  element = (
    name: string,
    attributes: readonly (readonly [string, string])[],
    inner: string | (() => void),
  ): void => {
    const indent = '  '.repeat(this.#depth);
    let head = `${indent}<${name}`;
    for (const [key, value] of attributes) head += ` ${key}="${escapeXmlAttribute(value)}"`;
    if (typeof inner === 'string') {
      this.#line(inner === '' ? `${head}/>` : `${head}>${escapeXmlText(inner)}</${name}>`);
      return;
    }
    this.#line(`${head}>`);
    const before = this.#count;
    this.#depth += 1;
    inner();
    this.#depth -= 1;
    if (this.#count === before) {
      this.#lines[this.#lines.length - 1] = `${head}/>`;
      return;
    }
    this.#line(`${indent}</${name}>`);
    // Every element around this one has a line by now, so that none of them will be written as an empty one.
    if (this.#lines.length >= BLOCK) this.#join();
  };

  object = (
    name: string,
    value: JsonObject,
    type: ObjectType,
    more: readonly (readonly [string, string])[] = [],
  ): void => {
    const attributes: (readonly [string, string])[] = [...more];
    let text: string | undefined;
    const kept = value[XML_ATTRIBUTES];
    if (isObject(kept))
      for (const [key, one] of Object.entries(kept)) if (typeof one === 'string') attributes.push([key, one]);
    for (const field of type.fields.values()) {
      const one = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
      if (one === undefined) continue;
      if (field.xml.kind === 'attribute') attributes.push([field.xml.name, String(one)]);
      if (field.xml.kind === 'text') text = String(one);
    }
    const foreign = foreignOf(value);
    if (text !== undefined && foreign.length === 0) {
      this.element(name, attributes, text);
      return;
    }
    this.element(name, attributes, () => {
      for (const field of type.fields.values()) {
        const one = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
        if (one !== undefined) this.#field(one, field, foreign);
      }
      for (const { wrapper, xml } of foreign)
        if (wrapper === undefined && xml !== undefined) this.#line('  '.repeat(this.#depth) + xml);
    });
  };

  #field(value: unknown, field: Field, foreign: readonly Foreign[]): void {
    const { xml } = field;
    if (xml.kind === 'own') OWN_FORMS[xml.name]?.write(value, field.name, this);
    else if (xml.kind === 'wrapped') {
      const isList = field.list.length > 0;
      const items: unknown[] = isList && Array.isArray(value) ? value : [value];
      const own = foreign.filter((one) => one.wrapper === xml.name);
      const attributes = own.flatMap((one) => one.attributes);
      this.element(xml.name, attributes, () => {
        for (const item of items) this.#item(item, field, isList ? field.list : field.single);
        for (const one of own) if (one.xml !== undefined) this.#line('  '.repeat(this.#depth) + one.xml);
      });
    } else if (xml.kind === 'repeated') {
      for (const item of Array.isArray(value) ? value : [value]) this.#repeated(item, field);
    } else if (xml.kind === 'element') this.#value(xml.name, value, field.single);
  }

  /** An item inside a wrapper; its type determines its name. */
  #item(item: unknown, field: Field, types: readonly string[]): void {
    const type = typeFor(item, types);
    const name = field.xml.items[types.indexOf(type)] ?? field.xml.items[0] ?? field.name;
    if (field.xml.valueAttribute === undefined) this.#value(name, item, [type]);
    else this.element(name, [[field.xml.valueAttribute, String(item)]], '');
  }

  #repeated(item: unknown, field: Field): void {
    const { name, valueAttribute, items } = field.xml;
    const types = [...field.list, ...field.single];
    if (valueAttribute !== undefined) this.element(name, [[valueAttribute, String(item)]], '');
    else if (items.length > 0) {
      const type = typeFor(item, types);
      this.element(name, [], () => this.#value(items[types.indexOf(type)] ?? '', item, [type]));
    } else this.#value(name, item, types);
  }

  #value(name: string, value: unknown, types: readonly string[]): void {
    const type = GRAMMAR.get(typeFor(value, types));
    if (type !== undefined && isObject(value)) this.object(name, value, type);
    else this.element(name, [], isObject(value) ? '' : String(value));
  }
}

function typeFor(value: unknown, types: readonly string[]): string {
  const objects = types.filter((type) => GRAMMAR.has(type));
  if (isObject(value) && objects.length > 0) return likeliest(value, objects);
  return types.find((type) => !GRAMMAR.has(type)) ?? types[0] ?? 'text';
}
