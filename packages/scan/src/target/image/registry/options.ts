/** What a source of images over the network may do, and how long it waits. */
import type { RunHelper } from './credential-program.ts';

export interface RegistryOptions {
  /** Proxies, certificates and the places of logins are looked up here. */
  readonly env: NodeJS.ProcessEnv;
  readonly userAgent: string;
  /** The registry may answer over plain http; logins are not sent to it then. Loopback always may. */
  readonly insecure?: boolean;
  /** Starts `docker-credential-NAME` ({@link credentialProgram}); no program is started when absent. */
  readonly runHelper?: RunHelper;
  /** Waits between tries; milliseconds. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** Milliseconds since the epoch, by which tokens expire. */
  readonly now?: () => number;
  /** How long a server may send nothing; 60 s. */
  readonly idleMs?: number;
  /** The folder of the machine's configuration; `/etc`. */
  readonly systemFolder?: string;
}

export const DEFAULT_IDLE_MS = 60_000;
export const DEFAULT_SYSTEM_FOLDER = '/etc';
