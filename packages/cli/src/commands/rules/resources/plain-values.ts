/** Values as JSON. What is under a name that speaks of a secret, or stands in a text where one does, is not shown. */
import { type ConfigValue, textOf, unrevealed } from '@theriac/core/configuration';

const SECRET = /pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|credential|basicauth|stringData/i;
const HIDDEN = '[not shown]';

/** @param name of what holds it */
export function plainOf(value: ConfigValue, name = ''): unknown {
  switch (value.kind) {
    case 'scalar':
      return SECRET.test(name) ? HIDDEN : unrevealed(value.text);
    case 'empty':
      return null;
    case 'list':
      return value.items.map((item) => plainOf(item, name));
    case 'map': {
      // A variable may have its name beside its value.
      const own = ['name', 'key', 'Name', 'Key']
        .map((key) => textOf(value.entries.get(key)))
        .find((one) => one !== undefined);
      const isSecret = SECRET.test(name) || (own !== undefined && SECRET.test(own));
      return Object.fromEntries(
        [...value.entries].map(([key, one]) => [
          key,
          plainOf(one, isSecret && ['value', 'default', 'Value', 'data'].includes(key) ? 'secret' : key),
        ]),
      );
    }
    case 'unknown':
      return { unknown: value.reason };
  }
}
