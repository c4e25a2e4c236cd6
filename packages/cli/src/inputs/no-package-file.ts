export const NO_PACKAGE_FILE =
  'No package file was found. Next: name a folder with a lockfile or manifest, an archive, or an SBOM.';
