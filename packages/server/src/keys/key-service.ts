/** Who wraps data keys: a file of this machine, or a key management service whose keys never leave it. */

interface Wrapped {
  /** Of the key that wrapped it. */
  readonly keyId: string;
  readonly bytes: Buffer;
}

/** What a data key belongs to; a key service binds what it wraps to this. */
export interface KeyContext {
  readonly org: string;
  readonly dataKey: string;
}

export interface KeyService {
  /** Of the key that wraps from now on. */
  currentKeyId(): Promise<string>;
  wrap(dataKey: Buffer, context: KeyContext): Promise<Wrapped>;
  /** @throws TheriacError THERIAC_SERVER_KEYS */
  unwrap(wrapped: Wrapped, context: KeyContext): Promise<Buffer>;
}
