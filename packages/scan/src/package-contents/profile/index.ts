/** What a package can do: its capabilities, what they add up to, and what an update begins to do. */
export { CAPABILITIES, type Evidence } from './capability.ts';
export { type Difference, differenceOf, isDangerous } from './difference.ts';
export { type PackageFiles, readArchive as readPackageArchive, readPackage } from './package-files.ts';
export { type PackageProfile, profileOf } from './profile.ts';
export { type Concern, capabilitiesOf, concernsOf } from './verdict.ts';
