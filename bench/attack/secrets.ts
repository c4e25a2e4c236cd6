/** Secrets: an address with a planted credential, wherever the format of each reader takes one, through every output. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EXTRACTORS } from '@theriac/scan/plugins';
import { runInProcess } from '@theriac/testing/run-in-process';
import { commandsFor } from './output/commands.ts';
import { writeDocuments, writeTarget } from './output/targets.ts';
import { type Address, SAMPLES, WITHOUT_ADDRESS } from './secrets/samples.ts';
import type { Form, Outcome, Suite } from './suite.ts';

/** In every planted value, and in nothing else. */
const PLANTED = 'pl4nted';

/** Where in an address a credential is. */
const PLACES: Readonly<Record<string, (secret: string) => Address>> = {
  password: (secret) => (end) => `https://deploy:${secret}@host.example/${end}`,
  user: (secret) => (end) => `https://${secret}@host.example/${end}`,
  'password with @': (secret) => (end) => `https://deploy:a@${secret}@host.example/${end}`,
  'password with /': (secret) => (end) => `https://deploy:a/${secret}@host.example/${end}`,
  'without scheme': (secret) => (end) => `deploy:${secret}@host.example/${end}`,
  'ssh user': (secret) => (end) => `ssh://${secret}:x@host.example/${end}`,
  'access token': (secret) => (end) => `https://host.example/${end}?access_token=${secret}`,
  'private token': (secret) => (end) => `https://host.example/${end}?a=b&private_token=${secret}`,
  signature: (secret) => (end) => `https://host.example/${end}?sv=1&sp=r&sig=${secret}%3D`,
  amazon: (secret) => (end) =>
    `https://host.example/${end}?X-Amz-Credential=${secret}%2Fx&X-Amz-Signature=${secret}`,
  issued: (secret) => (end) => `https://host.example/ghp_${secret}${'0'.repeat(30)}/${end}`,
  // Longer than what most messages quote: what is cut must not lose the `@`.
  'long user': (secret) => (end) =>
    `https://${'u'.repeat(90)}:${secret}${'p'.repeat(120)}@host.example/${end}`,
  encoded: (secret) => (end) => encodeURIComponent(`https://deploy:${secret}@host.example/${end}`),
};

/**
 * What is no address without a scheme any more: colons of a coordinate part the credential (`g:b:deploy:…`), and in the name of
 * a file no slash follows the host.
 */
const PARTED: ReadonlySet<string> = new Set([
  `Z${Object.keys(SAMPLES).indexOf('maven/gradle-build')}Z`.toLowerCase(),
  'yfilename',
]);

function isParted(place: string, found: string): boolean {
  const mark = new RegExp(`${PLANTED}([A-Za-z0-9]{1,20})`, 'i').exec(found)?.[1]?.toLowerCase() ?? '';
  return place === 'without scheme' && PARTED.has(mark);
}

export const secrets: Suite = {
  id: 'secrets',
  promise: 'A credential in an address reaches no output: no format, id, evidence, message or error',
  run: async (form) => {
    const work = mkdtempSync(join(tmpdir(), 'theriac-attack-'));
    try {
      return await attack(work, form);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

async function attack(work: string, form: Form): Promise<Outcome> {
  const key = join(work, 'key.pem');
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  const broken = EXTRACTORS.filter(
    ({ id }) => SAMPLES[id] === undefined && WITHOUT_ADDRESS[id] === undefined,
  ).map(({ id }) => `the reader ${id} has no row in the table of samples`);
  const places = Object.entries(PLACES);
  const chosen = form === 'short' ? places.filter((_, i) => i % 2 === 0 || i > 8) : places;
  let tried = 0;
  let planted = 0;
  for (const [place, addressOf] of chosen) {
    const [target, documents] = [join(work, place, 'target'), join(work, place, 'documents')];
    planted += plantedIn(target, documents, addressOf);
    const unread = await unreadRows(target);
    broken.push(...unread.map((id) => `${place}: the sample of ${id} was read by nobody`));
    const argument = addressOf(`${PLANTED}Xargument`)('a');
    for (const { args } of commandsFor({ target, documents, argument, key, payloadId: 'x' })) {
      const ran = await runInProcess(args, { env: { THERIAC_DATA: join(work, 'data') } });
      tried += 1;
      if (ran.code === 70)
        broken.push(`${place}: ${args.slice(0, 2).join(' ')}: exit code 70: ${ran.stderr.slice(0, 200)}`);
      for (const found of new Set(leaksIn(`${ran.stdout}\n${ran.stderr}`)))
        if (!isParted(place, found))
          broken.push(`${place}: ${args.join(' ').replaceAll(work, '').slice(0, 90)}: ${found}`);
    }
  }
  return {
    tried,
    broken: broken.map((line) => line.replaceAll(work, '')),
    figures: [
      `${planted} planted values, ${Object.keys(SAMPLES).length} readers, ${chosen.length} places in an address`,
    ],
  };
}

/** Every reader's sample in a folder of its own, and the fields of `output`. */
function plantedIn(target: string, documents: string, addressOf: (secret: string) => Address): number {
  let planted = 0;
  const counted =
    (secret: string): Address =>
    (end) => {
      planted += 1;
      return addressOf(secret)(end);
    };
  for (const folder of [target, documents]) mkdirSync(folder, { recursive: true });
  const inField = (field: string): string => counted(`${PLANTED}Y${field.replaceAll('-', '')}`)(field);
  writeTarget(target, 'x', inField);
  writeDocuments(documents, 'x', inField);
  for (const [index, sample] of Object.values(SAMPLES).entries())
    for (const [path, content] of Object.entries(sample.files(counted(`${PLANTED}Z${index}Z`)))) {
      const full = join(target, `r${index}`, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, content);
    }
  return planted;
}

/** A sample that no reader took would prove nothing. */
async function unreadRows(target: string): Promise<string[]> {
  const { stdout } = await runInProcess(['list', target, '--json']);
  return Object.keys(SAMPLES).filter((_, index) => !stdout.includes(`"r${index}/`));
}

/** What stands around each planted value, also inside the payload of an attestation. */
function leaksIn(text: string): string[] {
  const payloads = [...text.matchAll(/"payload": "([A-Za-z0-9+/=]+)"/g)].map(([, base64 = '']) =>
    Buffer.from(base64, 'base64').toString('utf8'),
  );
  return [text, ...payloads].flatMap((where) =>
    [...where.matchAll(new RegExp(`.{0,40}${PLANTED}[A-Za-z0-9]{0,20}`, 'gi'))].map(([found]) =>
      JSON.stringify(found),
    ),
  );
}
