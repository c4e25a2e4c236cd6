// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages
/** Texts that are written as base64, hexadecimal digits or with percent signs: with a secret of each kind, and with none. */
import { examplesOf, numbersFrom } from '../examples.ts';
import { SECRET_KINDS } from '../kinds/all.ts';
import { exampleOf, piecesOfText } from '../shape.ts';
import type { LabelledText } from './positives.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** Where a whole text stands: `%` is the container. */
const PLACES: readonly (readonly [path: string, text: string, write: (text: string) => string])[] = [
  ['deploy/secret.yaml', 'apiVersion: v1\nkind: Secret\ndata:\n  settings: %\n', base64],
  ['.github/workflows/ci.yml', 'env:\n  SETTINGS: "%"\n', base64],
  ['src/settings.ts', "export const settings = decode('%');\n", base64url],
  ['index.html', '<a href="data:text/plain;base64,%">settings</a>\n', base64],
  ['seed.sql', "INSERT INTO settings VALUES (X'%');\n", hex],
  ['links.md', 'Open https://ward.example/go?to=% now.\n', encodeURIComponent],
];

/** Each kind in one of the places, and those that a name tells in the manifest of a cluster. */
export function contained(seed: number): LabelledText[] {
  const random = numbersFrom(seed);
  return SECRET_KINDS.flatMap((kind, row) =>
    [0, 1].flatMap((round) => {
      const [example] = examplesOf(kind, random);
      if (example === undefined) return [];
      const id = `contained ${kind.id} ${round}`;
      if (kind.how.by === 'name' && example.value !== undefined && round === 0) {
        const name = kind.how.names[0] ?? '';
        const text = `apiVersion: v1\nkind: Secret\ndata:\n  ${name}: ${base64(example.value)}\n`;
        return [{ id, path: 'deploy/secret.yaml', text, kind: kind.id }];
      }
      const [path, place, write] = PLACES[(row + round * 3) % PLACES.length] ??
        PLACES[0] ?? ['', '%', base64];
      const text = place.replace('%', () => write(`\n${example.text}\n`));
      return [{ id, path, text, kind: kind.id }];
    }),
  );
}

/** Containers without a secret: `%` is the container, the last text what it holds. */
const HARMLESS: readonly (readonly [
  path: string,
  text: string,
  write: (text: string) => string,
  inner: string,
])[] = [
  [
    'kubeconfig.yaml',
    'clusters:\n- cluster:\n    certificate-authority-data: %\n',
    base64,
    '-----BEGIN CERTIFICATE-----\n{base64:64}\n{base64:64}\n{base64:40}\n-----END CERTIFICATE-----\n',
  ],
  [
    'webhook.yaml',
    'clientConfig:\n  caBundle: %\n',
    base64,
    '-----BEGIN CERTIFICATE-----\n{base64:64}\n-----END CERTIFICATE-----\n',
  ],
  ['secret.yaml', 'kind: Secret\ndata:\n  password: %\n', base64, 'changeme-please'],
  ['secret.yaml', 'kind: Secret\ndata:\n  password: %\n', base64, 'your-password-here'],
  ['secret.yaml', 'kind: Secret\ndata:\n  db-password: %\n', base64, '${DB_PASSWORD}'],
  ['secret.yaml', 'kind: Secret\ndata:\n  token: %\n', base64, '{{ .Values.token }}'],
  ['secret.yaml', 'kind: Secret\ndata:\n  username: %\n', base64, 'ward-application-{digits:3}'],
  ['secret.yaml', 'kind: Secret\ndata:\n  host: %\n', base64, 'db-{base36:6}.ward.example:5432'],
  [
    'config.yaml',
    'kind: ConfigMap\nbinaryData:\n  app.conf: %\n',
    base64,
    'server.port = 80{digits:2}\nlog.level = info\n',
  ],
  [
    'icons.css',
    'background: url(data:image/svg+xml;base64,%)\n',
    base64,
    '<svg xmlns="http://www.w3.org/2000/svg"><path d="M{digits:2} {digits:2}h{digits:2}"/></svg>',
  ],
  [
    'icons.css',
    'background: url("data:image/svg+xml,%")\n',
    encodeURIComponent,
    '<svg viewBox="0 0 {digits:2} {digits:2}"><path fill="#{hex:6}"/></svg>',
  ],
  [
    'app.js',
    '//# sourceMappingURL=data:application/json;base64,%\n',
    base64,
    '{"version":3,"sources":["a.ts"],"sourcesContent":["const password = input.value{digits:2};"],"mappings":"AAAA"}',
  ],
  [
    'links.md',
    'https://login.example/authorize?redirect_uri=%&scope=openid\n',
    encodeURIComponent,
    'https://ward.example/callback?state={hex:32}&next=/patients/{digits:6}',
  ],
  [
    'search.ts',
    "fetch('/fhir/Patient?name=%');\n",
    encodeURIComponent,
    'M\u00fcller-L\u00fcdenscheid {digits:3}',
  ],
  ['vectors.txt', 'Msg = %\n', hex, 'The quick brown fox jumps over the lazy dog {digits:3}'],
  [
    'letters.json',
    '{"contentType": "text/plain", "data": "%"}\n',
    base64,
    'Dear Dr {upper:1}{lower:6}, the results of {digits:4}-{digits:2}-{digits:2} are attached.',
  ],
  ['jwks.json', '{"alg": "%"}\n', base64url, '{"alg":"RS256","kid":"{hex:16}"}'],
  ['.npmrc', '# %\n', base64, 'registry=https://npm.ward.example/{lower:8}/'],
];

/** @param each how many of each text */
export function harmless(seed: number, each: number): LabelledText[] {
  const random = numbersFrom(seed);
  return HARMLESS.flatMap(([path, text, write, inner], row) => {
    const pieces = piecesOfText(inner);
    return Array.from({ length: each }, (_, i) => ({
      id: `harmless ${row} ${i}`,
      path,
      text: text.replace('%', () => write(exampleOf(pieces, random))),
      kind: undefined,
    }));
  });
}
