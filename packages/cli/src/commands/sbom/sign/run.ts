/** `theriac sbom sign`: an attestation (DSSE, in-toto), or with `--detached` a bare signature. */
import { basename } from 'node:path';
import { kindOfDocument, signDetached, signDocument } from '@theriac/formats/attest';
import { printable } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import { readNamedOrStdin } from '../../../inputs/read-given.ts';
import { timestamp } from '../../../inputs/time.ts';
import { openSigner } from '../../../keys/signer.ts';
import { writeReport } from '../../../run/report-file.ts';
import type { SignGiven } from './declare.ts';

export async function run(given: SignGiven, context: CommandContext): Promise<number> {
  const { file, detached, expires: until } = given;
  const document = await readNamedOrStdin(file, context);
  const signer = await openSigner(given.key, context.env, (what) =>
    context.stderr.write(`warning: ${printable(what)}\n`),
  );
  const text = detached
    ? await signDetached(document, signer)
    : await signDocument(
        {
          name: basename(file),
          document,
          kind: kindOfDocument(document),
          artefacts: await Promise.all(
            given.artefact.map(async (path) => ({
              name: basename(path),
              bytes: await readNamedOrStdin(path, context),
            })),
          ),
          signedAt: timestamp(new Date()),
          ...(until === undefined ? {} : { validUntil: `${until}T23:59:59Z` }),
        },
        signer,
      );
  const output = given.output ?? `${file}.${detached ? 'sig' : 'intoto.json'}`;
  if (output === '-') context.stdout.write(text, 'json');
  else {
    writeReport(output, text, 'json');
    context.stdout.write(
      `${printable(output)}: signed with ${signer.algorithm} key ${signer.keyId.slice(0, 16)}\n`,
    );
  }
  return 0;
}
