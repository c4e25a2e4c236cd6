/** An authenticator of passkeys in software (WebAuthn, level 3): ES256, attestation `none`. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

export interface AuthenticatorSettings {
  /** `https://theriac.example.org`, as the browser sees it. */
  readonly origin: string;
  readonly rpId: string;
  /** Whether it asked for a PIN or a fingerprint. */
  readonly verifiesUser?: boolean;
}

const FLAGS = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 } as const;

export class SoftwareAuthenticator {
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;
  readonly id = randomBytes(32).toString('base64url');
  settings: AuthenticatorSettings;
  counter = 0;

  constructor(settings: AuthenticatorSettings) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#publicKey = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    );
    this.settings = settings;
  }

  register(challenge: string) {
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = Buffer.concat([
      this.#data(FLAGS.attested),
      Buffer.alloc(16),
      length,
      id,
      this.#publicKey,
    ]);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: this.#client('webauthn.create', challenge).toString('base64url'),
        attestationObject: cbor(
          new Map<string, string | Buffer | Map<string, string>>([
            ['fmt', 'none'],
            ['attStmt', new Map()],
            ['authData', authData],
          ]),
        ).toString('base64url'),
      },
    };
  }

  assert(challenge: string) {
    this.counter += 1;
    const data = this.#data(0);
    const client = this.#client('webauthn.get', challenge);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.#key).toString('base64url'),
      },
    };
  }

  #credential() {
    return { id: this.id, rawId: this.id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.settings.origin, crossOrigin: false }));
  }

  #data(extra: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const verified = this.settings.verifiesUser === false ? 0 : FLAGS.userVerified;
    return Buffer.concat([
      createHash('sha256').update(this.settings.rpId).digest(),
      Buffer.of(FLAGS.userPresent | verified | extra),
      counter,
    ]);
  }
}

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** The part of RFC 8949 that attestations need. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.of((major << 5) | 25, length >> 8, length & 0xff);
}
