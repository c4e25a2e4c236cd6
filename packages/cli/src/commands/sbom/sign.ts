/** `theriac sbom sign`: an attestation (DSSE, in-toto), or with `--detached` a bare signature. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { TheriacError } from '@theriac/core';
import { kindOfDocument, signDetached, signDocument } from '@theriac/formats/attest';
import { isDay } from '@theriac/govern';
import { openSigner } from '../../keys/signer.ts';
import { Options, timestamp } from '../../options.ts';
import { writeReport } from '../../report-file.ts';

export async function signCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const document = readBytes(file);
  const signer = await openSigner(options.text('key') ?? '', process.env);
  const until = options.text('expires');
  if (until !== undefined && !isDay(until))
    throw new TheriacError('THERIAC_USAGE', `--expires ${until}: not a day that exists; write YYYY-MM-DD`);
  const detached = options.flag('detached');
  const text = detached
    ? await signDetached(document, signer)
    : await signDocument(
        {
          name: basename(file),
          document,
          kind: kindOfDocument(document),
          artefacts: options
            .list('artefact')
            .map((path) => ({ name: basename(path), bytes: readBytes(path) })),
          signedAt: timestamp(new Date()),
          ...(until === undefined ? {} : { validUntil: `${until}T23:59:59Z` }),
        },
        signer,
      );
  const output = options.text('output') ?? `${file}.${detached ? 'sig' : 'intoto.json'}`;
  if (output === '-') process.stdout.write(text);
  else {
    writeReport(output, text);
    process.stdout.write(`${output}: signed with ${signer.algorithm} key ${signer.keyId.slice(0, 16)}\n`);
  }
  return 0;
}

/** Bytes of a file that the user named. */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (cause) {
    throw new TheriacError('THERIAC_SIGNATURE', 'cannot be read', { path }, { cause });
  }
}
