/** Texts with one secret of each kind in the places where secrets are found: made from the rows, anew for each seed. */
import { examplesOf, numbersFrom } from '../examples.ts';
import { SECRET_KINDS } from '../kinds/all.ts';

export interface LabelledText {
  /** By which it belongs to the tuned part or to the part that was put aside. */
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** Id of the kind that stands in it; undefined: none. */
  readonly kind: string | undefined;
}

/** Files in which a value stands: `%` is the value. */
const PLACES: readonly (readonly [path: string, text: string])[] = [
  ['.env', 'NODE_ENV=production\nSERVICE_CREDENTIALS=%\nPORT=8080\n'],
  ['config/app.yaml', 'service:\n  host: api.ward.example\n  value: "%"\n  retries: 3\n'],
  ['settings.json', '{\n  "host": "api.ward.example",\n  "value": "%",\n  "retries": 3\n}\n'],
  [
    'src/client.ts',
    "import { Client } from 'ward';\n\nexport const client = new Client('%', { retries: 3 });\n",
  ],
  ['client.py', 'from ward import Client\n\nclient = Client("%", retries=3)\n'],
  ['src/main/resources/application.properties', 'server.port=8080\nward.value=%\n'],
  ['Client.java', 'class Client {\n  private static final String VALUE = "%";\n}\n'],
  ['deploy.sh', '#!/bin/sh\nset -eu\ncurl -fsS -H "X-Api-Value: %" https://api.ward.example/v1\n'],
  ['config.xml', '<config>\n  <value>%</value>\n</config>\n'],
  ['main.go', 'package main\n\nvar value = "%"\n'],
  ['index.php', "<?php\n$client = new Client('%');\n"],
  ['README.md', '# Use\n\nSet the value to `%` and start.\n'],
];

/** The same for kinds that a name tells: `#` is the name. */
const NAMED_PLACES: readonly (readonly [path: string, text: string])[] = [
  ['.env', 'PORT=8080\n#=%\n'],
  ['config/app.yaml', 'service:\n  #: %\n'],
  ['settings.json', '{\n  "#": "%",\n  "retries": 3\n}\n'],
  ['src/client.ts', "export const # = '%';\n"],
  ['client.py', '# = "%"\n'],
  ['src/main/resources/application.properties', 'ward.#=%\n'],
  ['Client.java', 'private static final String # = "%";\n'],
  ['config.xml', '<#>%</#>\n'],
  ['main.tf', 'provider "ward" {\n  # = "%"\n}\n'],
  ['index.php', "define('#', '%');\n"],
];

/** About six texts for each kind. */
export function positives(seed: number): LabelledText[] {
  const random = numbersFrom(seed);
  const texts: LabelledText[] = [];
  for (const kind of SECRET_KINDS) {
    const examples = Array.from({ length: 6 }, () => examplesOf(kind, random)).flat();
    for (const [i, { text, value }] of examples.slice(0, 12).entries()) {
      const id = `${kind.id} ${i}`;
      if (value === undefined)
        texts.push({ id, path: 'notes.txt', text: `before\n${text}\nafter\n`, kind: kind.id });
      else {
        const places = kind.how.by === 'name' ? NAMED_PLACES : PLACES;
        const [path, place] = places[(i + kind.id.length) % places.length] ?? ['.env', '%'];
        const name = kind.how.by === 'name' ? (kind.how.names[i % kind.how.names.length] ?? '') : '';
        texts.push({
          id,
          path,
          text: place.replaceAll('#', () => written(name, i)).replaceAll('%', () => value),
          kind: kind.id,
        });
      }
    }
  }
  return texts;
}

/** As people write names. */
function written(name: string, i: number): string {
  return [name, name.toUpperCase(), `ward_${name}`, `WARD_${name.toUpperCase()}`][i % 4] ?? name;
}
