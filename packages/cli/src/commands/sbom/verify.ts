/** `theriac sbom verify`: who signed it, whether it still holds, and at which SLSA level it was built. */
import { existsSync, readFileSync } from 'node:fs';
import { TheriacError } from '@theriac/core';
import { type Verification, verifierOf, verifyDetached, verifyEnvelope } from '@theriac/formats/attest';
import { readPem } from '../../keys/signer.ts';
import { Options, timestamp } from '../../options.ts';
import { printable, wrap } from '../../render/text.ts';
import { readBytes } from './sign.ts';

/** @returns 0 verified, 1 refused */
export async function verifyCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const verdict = await verifyFiles(file, options);
  if (options.flag('json')) process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
  else process.stdout.write(`${verdictLines(file, verdict).join('\n')}\n`);
  return verdict.verified ? 0 : 1;
}

/** `file` is the document; its signature lies beside it, or is named, or is the file itself. */
export async function verifyFiles(file: string, options: Options): Promise<Verification> {
  const signature = options.text('signature') ?? besideOf(file);
  const text = Buffer.from(readBytes(signature ?? file));
  const document = signature === undefined ? undefined : readBytes(file);
  const artefact = options.text('artefact');
  const keys = options.list('key');
  const { isSigstoreBundle, verifySigstore } = await import('@theriac/formats/attest');
  const about = {
    ...(document === undefined ? {} : { document }),
    ...(artefact === undefined ? {} : { artefact: readBytes(artefact) }),
  };
  if (isSigstoreBundle(text.toString('utf8')))
    return verifySigstore({
      ...bundleOptions(options),
      ...about,
      bundle: text.toString('utf8'),
      path: signature ?? file,
    });
  if (keys.length === 0)
    throw new TheriacError('THERIAC_USAGE', 'give the public key of the signer with --key');
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

function bundleOptions(options: Options): object {
  const [key] = options.list('key');
  const root = options.text('trustRoot');
  const [identity, issuer] = [options.text('identity'), options.text('issuer')];
  if (identity === undefined && key === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      'anybody can sign with Sigstore: say who must have, with --identity and --issuer (or --key)',
    );
  return {
    ...(root === undefined ? {} : { trustRoot: readFileSync(root, 'utf8') }),
    ...(key === undefined ? {} : { publicKey: readPem(key) }),
    ...(identity === undefined ? {} : { identity }),
    ...(issuer === undefined ? {} : { issuer }),
  };
}

const ENDINGS = ['.intoto.json', '.sigstore.json', '.sigstore', '.sig'];

function besideOf(file: string): string | undefined {
  return ENDINGS.map((ending) => file + ending).find((path) => existsSync(path));
}

export function verdictLines(file: string, verdict: Verification): string[] {
  if (!verdict.verified)
    return [`${printable(file)}: REFUSED (${verdict.refusal})`, ...wrap(verdict.reason, 80, '  ')];
  const lines = [`${printable(file)}: verified, signed by ${printable(verdict.signer)}`];
  const { statement, provenance, validUntil } = verdict;
  if (statement !== undefined) {
    lines.push(`  statement: ${printable(statement.predicateType)}`);
    for (const subject of statement.subjects.slice(0, 20)) lines.push(`  about: ${printable(subject.name)}`);
  }
  if (validUntil !== undefined) lines.push(`  valid until: ${validUntil}`);
  if (provenance !== undefined) {
    lines.push(`  SLSA build level ${provenance.level}: ${provenance.why}`);
    lines.push(`  builder: ${printable(provenance.builder)}`);
    if (provenance.source !== null)
      lines.push(
        `  source: ${printable(provenance.source)}${provenance.commit === null ? '' : ` at ${printable(provenance.commit)}`}`,
      );
  }
  return lines;
}
