/** Checks the signature of a file, wherever the signature is. */
import { existsSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { type Verification, verifierOf, verifyDetached, verifyEnvelope } from '@theriac/formats/attest';
import type { Io } from '../../../command/command.ts';
import { readNamed, readNamedOrStdin } from '../../../inputs/read-given.ts';
import { timestamp } from '../../../inputs/time.ts';
import { readPem } from '../../../keys/signer.ts';
import type { SignedGiven } from '../options.ts';

interface SignatureRequest extends SignedGiven {
  /** The document, or the attestation itself. */
  readonly file: string;
  readonly artefact: string | undefined;
}

/** The signature is named, or is beside the document, or is the file itself. */
export async function verifyFiles(given: SignatureRequest, io: Pick<Io, 'stdin'>): Promise<Verification> {
  const { file, artefact, key: keys } = given;
  const signature = given.signature ?? besideOf(file);
  const text = Buffer.from(await readNamedOrStdin(signature ?? file, io));
  const document = signature === undefined ? undefined : await readNamedOrStdin(file, io);
  const { isSigstoreBundle, verifySigstore } = await import('@theriac/formats/attest');
  const about = {
    ...(document === undefined ? {} : { document }),
    ...(artefact === undefined ? {} : { artefact: await readNamedOrStdin(artefact, io) }),
  };
  if (isSigstoreBundle(text.toString('utf8')))
    return verifySigstore({
      ...bundleOptions(given),
      ...about,
      bundle: text.toString('utf8'),
      path: signature ?? file,
    });
  if (keys.length === 0)
    throw new TheriacError('THERIAC_USAGE', 'the public key of the signer is missing: give it with --key');
  const verifiers = keys.map((path) => verifierOf(readPem(path), path));
  const now = timestamp(new Date());
  if (!text.subarray(0, 4096).toString('latin1').trimStart().startsWith('{') && document !== undefined)
    return verifyDetached({ document, signature: text, verifiers, now });
  return verifyEnvelope({
    envelope: text.toString('utf8'),
    path: signature ?? file,
    verifiers,
    now,
    ...about,
  });
}

function bundleOptions({ key: [key], trustRoot: root, identity, issuer }: SignatureRequest): object {
  if (identity === undefined && key === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      'anyone can sign with Sigstore: name the expected signer with --identity and --issuer, or give --key',
    );
  return {
    ...(root === undefined ? {} : { trustRoot: readNamed(root).toString('utf8') }),
    ...(key === undefined ? {} : { publicKey: readPem(key) }),
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
  };
}

const ENDINGS = ['.intoto.json', '.sigstore.json', '.sigstore', '.sig'];

function besideOf(file: string): string | undefined {
  return ENDINGS.map((ending) => file + ending).find((path) => existsSync(path));
}
