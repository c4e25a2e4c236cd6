import { beforeAll, describe, expect, test } from 'vitest';
import { IDENTITY, type Instance, ISSUER, makeInstance } from './make-bundle.ts';
import { verifySigstore } from './sigstore.ts';
import { isSigstoreBundle } from './sigstore-bundle.ts';
import { statementBytes, subjectOf } from './statement.ts';

const artefact = Buffer.from('the image');
const provenance = (builder: string) =>
  statementBytes({
    subjects: [subjectOf('portal.tar', artefact)],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://build.example.org/v1',
        externalParameters: { workflow: { repository: 'https://forge.example.org/clinic/portal' } },
        resolvedDependencies: [
          { uri: 'git+https://forge.example.org/clinic/portal', digest: { gitCommit: 'abc' } },
        ],
      },
      runDetails: { builder: { id: builder } },
    },
  });

describe('a Sigstore bundle, offline', () => {
  let instance: Instance;
  let bundle: string;
  beforeAll(async () => {
    instance = await makeInstance();
    bundle = await instance.bundle(provenance('https://github.com/actions/runner/github-hosted'));
  });
  const verify = (over: Partial<Parameters<typeof verifySigstore>[0]> = {}) =>
    verifySigstore({ bundle, path: 'b.json', trustRoot: instance.trustRoot, artefact, ...over });

  test('is recognised, verified, and read for its build level', async () => {
    expect(isSigstoreBundle(bundle)).toBe(true);
    expect(await verify({ identity: IDENTITY, issuer: ISSUER })).toMatchObject({
      verified: true,
      signer: IDENTITY,
      provenance: {
        builder: 'https://github.com/actions/runner/github-hosted',
        source: 'https://forge.example.org/clinic/portal',
        commit: 'abc',
        level: 2,
      },
    });
  });

  test('a builder of which nothing is known is level 1', async () => {
    const other = await instance.bundle(provenance('https://builder.example.org'));
    expect(await verify({ bundle: other })).toMatchObject({ verified: true, provenance: { level: 1 } });
  });

  test('another trust root does not trust it', async () => {
    const stranger = await makeInstance();
    expect(await verify({ trustRoot: stranger.trustRoot })).toMatchObject({
      verified: false,
      refusal: 'untrusted',
    });
  });

  test('the public instance, which ships, does not trust it either', async () => {
    const { trustRoot: _own, ...given } = { trustRoot: '', bundle, path: 'b.json', artefact };
    expect(await verifySigstore(given)).toMatchObject({ verified: false, refusal: 'untrusted' });
  });

  test.each([
    ['identity', { identity: 'https://forge.example.org/mallory' }],
    ['issuer', { issuer: 'https://token.mallory.example.org' }],
  ])('another %s is refused', async (_, over) => {
    expect(await verify(over)).toMatchObject({ verified: false, refusal: 'wrong-key' });
  });

  test('another artefact is refused', async () => {
    expect(await verify({ artefact: Buffer.from('another image') })).toMatchObject({
      verified: false,
      refusal: 'other-artefact',
    });
  });

  test('a changed statement is refused', async () => {
    const parsed = JSON.parse(bundle) as { dsseEnvelope: { payload: string } };
    parsed.dsseEnvelope.payload = Buffer.from(provenance('https://evil.example.org')).toString('base64');
    expect(await verify({ bundle: JSON.stringify(parsed) })).toMatchObject({
      verified: false,
      refusal: 'tampered',
    });
  });

  test('a cut bundle is refused', async () => {
    expect(await verify({ bundle: bundle.slice(0, 900) })).toMatchObject({
      verified: false,
      refusal: 'unreadable',
    });
  });

  test('a trust root without begin of validity is not a trust root', async () => {
    const root = JSON.parse(instance.trustRoot) as { tlogs: { publicKey: { validFor: object } }[] };
    for (const log of root.tlogs) log.publicKey.validFor = {};
    await expect(verify({ trustRoot: JSON.stringify(root) })).rejects.toMatchObject({ code: 'THERIAC_KEY' });
  });
});
