/** Values as JSON. What is under a name that speaks of a secret, or stands in a text where one does, is not shown. */
import { type ConfigValue, textOf, unrevealed } from '@theriac/core/configuration';

const SECRET =
  /pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|credential|basicauth|stringData|registeredusers|last-applied/i;
/** Names that speak of a secret and say only where it is. */
const ELSEWHERE = /(?:ref|name|arn|file|path|policy|rotation|type|version)s?$/i;
const HIDDEN = '[not shown]';

/**
 * @param name of what holds it
 * @param isBelow whether it stands in what holds secrets
 */
export function plainOf(value: ConfigValue, name = '', isBelow = false): unknown {
  const isSecret = isBelow || (SECRET.test(name) && !ELSEWHERE.test(name));
  switch (value.kind) {
    case 'scalar':
      return isSecret ? HIDDEN : unrevealed(value.text);
    case 'empty':
      return null;
    case 'list':
      return value.items.map((item) => plainOf(item, name, isBelow));
    case 'map': {
      // A variable may have its name beside its value; a Secret of Kubernetes has its values under `data`.
      const own = ['name', 'key', 'Name', 'Key', 'kind']
        .map((key) => textOf(value.entries.get(key)))
        .some((one) => one !== undefined && SECRET.test(one));
      return Object.fromEntries(
        [...value.entries].map(([key, one]) => [
          key,
          plainOf(
            one,
            key,
            isSecret || (own && ['value', 'default', 'Value', 'data', 'binaryData'].includes(key)),
          ),
        ]),
      );
    }
    case 'unknown':
      return { unknown: value.reason };
  }
}
