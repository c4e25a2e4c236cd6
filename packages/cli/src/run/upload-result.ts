/** `theriac scan --upload`: the result as a server takes it. */
import { ApiProblem, createClient } from '@theriac/contract/client';
import { type ScanResult, TheriacError } from '@theriac/core';
import { renderPieces } from '@theriac/formats/reports';
import type { CommandContext } from '../command/command.ts';
import type { Destination } from './upload-destination.ts';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;

/** @throws TheriacError THERIAC_UPLOAD */
export async function uploadResult(
  result: ScanResult,
  { url, system, stream, token }: Destination,
  { stderr, env }: Pick<CommandContext, 'stderr' | 'env'>,
): Promise<void> {
  const { fetchWith } = await import('@theriac/advisories/http-agent');
  const client = createClient({ baseUrl: url, token, fetch: fetchWith(env) });
  const body = new TextEncoder().encode([...(await renderPieces(result, 'json'))].join(''));
  // The same in every attempt: a server that has it already, and whose answer was lost, does not take it twice.
  const builtAt = new Date().toISOString();
  for (let attempt = 1; ; attempt += 1)
    try {
      const document = await client.documents.upload({
        params: { id: system },
        query: { kind: 'scan', stream, builtAt },
        body,
      });
      stderr.write(`theriac: sent to ${new URL(url).host}: document ${document.id}\n`);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !mayPass(error)) throw failure(error);
      await new Promise((done) => setTimeout(done, FIRST_WAIT_MS * 2 ** attempt));
    }
}

/** A cut connection, a server that is starting or busy. */
function mayPass(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.status === 429 || error.status >= 500;
}

function failure(cause: unknown): TheriacError {
  if (cause instanceof ApiProblem) {
    const { code, message } = cause.problem;
    return new TheriacError('THERIAC_UPLOAD', `${message} (${cause.status} ${code})`, {}, { cause });
  }
  return new TheriacError('THERIAC_UPLOAD', 'the server does not answer', {}, { cause });
}
