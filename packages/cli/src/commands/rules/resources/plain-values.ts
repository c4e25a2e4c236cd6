/** Values as JSON. What is under a name that speaks of a secret is not shown. */
import type { ConfigValue } from '@theriac/core/configuration';

const SECRET = /pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|credential/i;

export function plainOf(value: ConfigValue, key = ''): unknown {
  switch (value.kind) {
    case 'scalar':
      return SECRET.test(key) ? '[not shown]' : value.text;
    case 'empty':
      return null;
    case 'list':
      return value.items.map((item) => plainOf(item, key));
    case 'map':
      return Object.fromEntries([...value.entries].map(([name, one]) => [name, plainOf(one, name)]));
    case 'unknown':
      return { unknown: value.reason };
  }
}
