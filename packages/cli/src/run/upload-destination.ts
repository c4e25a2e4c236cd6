/** Where the result of a scan is sent, as the command line says. */
import { TheriacError } from '@theriac/core';
import type { CommandContext } from '../command/command.ts';

export interface UploadAsked {
  /** Server that gets the result. */
  readonly upload?: string | undefined;
  readonly system?: string | undefined;
  readonly stream?: string;
}

/** Where a result is sent. */
export interface Destination {
  readonly url: string;
  readonly system: string;
  readonly stream: string;
  readonly token: string;
}

/** Known before the scan, which may take minutes. */
export function destinationOf(
  { upload, system, stream = 'main', offline }: UploadAsked & { readonly offline: boolean },
  env: CommandContext['env'],
): Destination | undefined {
  if (upload === undefined) return undefined;
  const token = env.THERIAC_TOKEN ?? '';
  const isServer = URL.canParse(upload) && /^https?:$/.test(new URL(upload).protocol);
  if (!isServer) throw new TheriacError('THERIAC_USAGE', `--upload ${upload}: write the address of a server`);
  if (offline) throw new TheriacError('THERIAC_USAGE', '--upload and --offline contradict each other');
  if (system === undefined) throw new TheriacError('THERIAC_USAGE', '--upload needs --system');
  if (token === '') throw new TheriacError('THERIAC_USAGE', '--upload needs a token in THERIAC_TOKEN');
  return { url: upload, system, stream, token };
}
