/** What code of a package can do, and where that is seen. */
import type { Location } from '@theriac/core';

interface CapabilityRow {
  /** What the code does, as the end of “it …”. */
  readonly does: string;
  /** How bad it is that an update begins with it. */
  readonly added: 'high' | 'medium' | 'low';
}

export const CAPABILITIES = {
  'install-script': { does: 'runs a program when it is installed', added: 'high' },
  'import-hook': { does: 'runs whenever the interpreter starts', added: 'high' },
  network: { does: 'talks to the network', added: 'medium' },
  endpoint: { does: 'names a service through which data is carried off', added: 'high' },
  dns: { does: 'puts data into names that it asks for', added: 'high' },
  process: { does: 'runs other programs', added: 'medium' },
  shell: { does: 'downloads something and runs it', added: 'high' },
  'filesystem-write': { does: 'writes or deletes files', added: 'low' },
  environment: { does: 'reads all environment variables', added: 'medium' },
  secret: { does: 'reads credentials', added: 'high' },
  'dynamic-code': { does: 'builds code while it runs', added: 'medium' },
  'decoded-code': { does: 'runs code that it decodes first', added: 'high' },
  obfuscation: { does: 'hides what it does', added: 'high' },
  payload: { does: 'carries a large encoded block', added: 'medium' },
  binary: { does: 'brings a program or native library', added: 'medium' },
  'hidden-text': { does: 'has characters that nobody sees', added: 'high' },
  'prompt-text': { does: 'tells an assistant what to do', added: 'medium' },
  wallet: { does: 'reaches into crypto wallets', added: 'high' },
  clipboard: { does: 'reads or changes the clipboard', added: 'medium' },
  persistence: { does: 'makes itself start again', added: 'high' },
  propagation: { does: 'publishes packages or changes pipelines', added: 'high' },
  place: { does: 'asks where it runs: country, language, continuous integration', added: 'low' },
  destruction: { does: 'deletes what it did not make', added: 'high' },
  tampering: { does: 'changes other packages or built-in functions', added: 'medium' },
  mining: { does: 'mines a currency', added: 'high' },
} as const satisfies Record<string, CapabilityRow>;

export type Capability = keyof typeof CAPABILITIES;

/**
 * Part of the package that a file is:
 * - `install`: runs when the package is installed, or is pulled in by what runs then
 * - `code`: runs when the package is used
 * - `aside`: tests, documentation, examples: not run by those who use the package
 */
export type FileRole = 'install' | 'code' | 'aside';

export interface Evidence {
  readonly capability: Capability;
  /** What exactly, in a word: a module, a host, a variable, a path. Differences are recognised by it. */
  readonly subject: string;
  readonly location: Location;
}

const MAX_EVIDENCE = 2000;

/** Collects evidence of one file; each subject of a capability once, with its first place. */
export class Notebook {
  readonly evidence: Evidence[] = [];
  /** There was more than is kept: what is not here is not known to be absent. */
  full = false;
  readonly #seen = new Set<string>();
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  note(capability: Capability, subject: string, line: number): void {
    const short = subject.slice(0, 120);
    const key = `${capability}\n${short}`;
    if (this.#seen.has(key)) return;
    if (this.evidence.length >= MAX_EVIDENCE) {
      this.full = true;
      return;
    }
    this.#seen.add(key);
    this.evidence.push({ capability, subject: short, location: { path: this.#path, line } });
  }

  has(...capabilities: readonly Capability[]): boolean {
    return this.evidence.some((e) => capabilities.includes(e.capability));
  }
}
