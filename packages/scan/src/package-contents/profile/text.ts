/** Indicators in a text of a program, whatever the language: called for string literals, and for whole scripts line by line. */
import type { Notebook } from './capability.ts';
import {
  CREDENTIAL_PATHS,
  DESTRUCTION,
  ENDPOINTS,
  entropyOf,
  FETCH_AND_RUN,
  hostsIn,
  MINING,
  PERSISTENCE,
  PLACES,
  PROPAGATION,
  WALLETS,
} from './indicators.ts';

const TEMPORARY = /^\/(?:tmp|var\/tmp|dev\/shm)\/[\w.-]|%(?:TEMP|APPDATA)%|\\AppData\\(?:Local|Roaming)\\/;

/** Longer texts are data: looked at from both ends. */
const MAX_TEXT = 20_000;
const PAYLOAD = /^[A-Za-z0-9+/_=-]{1200,}$|^(?:[0-9a-f]{2}){800,}$/i;
/** Encoded fonts, pictures, maps and modules for the browser are not payloads. */
const KNOWN_DATA =
  /^(?:data:|d09G|iVBOR|R0lGOD|\/9j\/|AGFzbQ|PHN2Zy|T1RUT|AAEAAA|eyJ2ZXJzaW9u|UEsDB|SUkq|MIIB|MIIC|MIID|MIIE)/;

export function noteText(text: string, line: number, notes: Notebook): void {
  if (text.length < 3) return;
  const short =
    text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT / 2)}\n${text.slice(-MAX_TEXT / 2)}` : text;
  const endpoint = ENDPOINTS.exec(short)?.[0];
  if (endpoint !== undefined) notes.note('endpoint', endpoint.toLowerCase(), line);
  const credential = CREDENTIAL_PATHS.exec(short)?.[0];
  if (credential !== undefined) notes.note('secret', credential.trim().replace(/^["'`~/\\]+/, ''), line);
  if (FETCH_AND_RUN.test(short)) notes.note('shell', 'fetches and runs', line);
  if (PROPAGATION.test(short))
    notes.note('propagation', (PROPAGATION.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (PERSISTENCE.test(short))
    notes.note('persistence', (PERSISTENCE.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (WALLETS.test(short)) notes.note('wallet', (WALLETS.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (MINING.test(short)) notes.note('mining', (MINING.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (DESTRUCTION.test(short))
    notes.note('destruction', (DESTRUCTION.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (PLACES.test(short)) notes.note('place', (PLACES.exec(short)?.[0] ?? '').slice(0, 40), line);
  if (TEMPORARY.test(short)) notes.note('filesystem-write', 'a temporary file', line);
  for (const host of hostsIn(short)) notes.note('network', `host ${host}`, line);
  if (text.length >= 1200 && PAYLOAD.test(text) && !KNOWN_DATA.test(text) && entropyOf(short) > 4.2) {
    notes.note('payload', `${Math.round(text.length / 1024)} KiB encoded`, line);
  }
}
