/** Whether the JSON calls itself a Sigstore bundle. */
export function isSigstoreBundle(text: string): boolean {
  return (
    /"mediaType"\s*:\s*"application\/vnd\.dev\.sigstore\.bundle/.test(text.slice(0, 4096)) ||
    (text.includes('"verificationMaterial"') && text.includes('sigstore.bundle'))
  );
}
