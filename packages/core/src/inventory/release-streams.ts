/**
 * Releases of distributions that publish several streams of one release, which an index keeps apart: what everybody
 * gets, and what only customers of longer support get. A stream that is not understood keeps its name and is never
 * matched with a package.
 */

/**
 * `22.04` of `22.04:LTS`, `Pro:18.04` of `Pro:18.04:LTS`. FIPS, Realtime and the like are other builds of the packages:
 * `Pro:FIPS-updates:22.04:LTS`, `Pro:22.04:LTS:Realtime:Kernel`, `22.04:LTS:for:NVIDIA:BlueField`.
 */
export function ubuntuRelease(suffix: string): string {
  const [, pro = '', version] = /^(Pro:)?(\d{1,3}\.\d{2})(?::LTS)?$/.exec(suffix) ?? [];
  return version === undefined ? suffix : `${pro}${version}`;
}

/** Products whose CPE ends in a minor release, which a subscription keeps alive beside the newer ones. */
const EXTENDED = /^rhel_(?:eus|aus|tus|e4s|eus_long_life|mission_critical):(\d+\.\d+)(?::|$)/;

/**
 * Red Hat writes the CPE of a product: `enterprise_linux:9::appstream` and `enterprise_linux:10.1` are the release that
 * everybody has, `rhel_eus:9.2::baseos` is longer support of one minor release, `rhel_els:7` of a whole one.
 */
export function redHatRelease(suffix: string): string {
  const main = /^enterprise_linux:(\d+)(?:\.\d+)?(?::|$)/.exec(suffix)?.[1];
  if (main !== undefined) return main;
  const minor = EXTENDED.exec(suffix)?.[1];
  if (minor !== undefined) return `extended:${minor}`;
  const life = /^rhel_els:(\d+)(?:\.\d+)?(?::|$)/.exec(suffix)?.[1];
  return life === undefined ? suffix : `els:${life}`;
}

/** A system of a minor release may get the fixes of that minor release, if it is subscribed. */
export function redHatReleases(version: string): readonly string[] {
  const [, main, minor] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (main === undefined) return [];
  return [main, ...(minor === undefined ? [] : [`extended:${main}.${minor}`]), `els:${main}`];
}

/** Parts of SUSE Linux Enterprise that a system of a service pack is made of. */
const ENTERPRISE =
  /^(?:SUSE )?Linux Enterprise (?:Server|Desktop|High Performance Computing|High Availability Extension|Workstation Extension|Software Development Kit|Software Bootstrap Kit|Live Patching|Real Time|Module for [\w ,.&-]{1,80}?)(?: for SAP(?: [Aa]pplications)?)? (\d+)(?: SP(\d+)|\.(\d+))?(?:[- ](LTSS|ESPOS|LTS|BCL|TERADATA)(?:[- ][\w -]{1,40})?)?$/;

/** `15.5` of `Linux Enterprise Module for Basesystem 15 SP5`, `LTSS:15.3` of `Linux Enterprise Server 15 SP3-LTSS`. */
export function suseRelease(suffix: string): string {
  const [, main, pack, minor, support] = ENTERPRISE.exec(suffix) ?? [];
  if (main !== undefined)
    return `${support === undefined ? '' : 'LTSS:'}${[main, pack ?? minor].filter(Boolean).join('.')}`;
  const micro = /^(?:SUSE )?Linux (?:Enterprise )?Micro (\d+\.\d+)$/.exec(suffix)?.[1];
  return micro === undefined ? suffix : `Micro ${micro}`;
}

/** `15.5`; SUSE Linux Enterprise Micro has versions of its own, from 5.0 to 6.2. */
export function suseReleases(version: string): readonly string[] {
  const [, main, minor] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (main === undefined) return [];
  const number = minor === undefined || (minor === '0' && Number(main) < 16) ? main : `${main}.${minor}`;
  return Number(main) < 10 ? [`Micro ${number}`] : [number, `LTSS:${number}`];
}

/** Snapshots of Tumbleweed are dates; Leap Micro has versions of its own, from 5.2 to 6.2. */
export function openSuseReleases(version: string): readonly string[] {
  if (/^\d{8}$/.test(version)) return ['Tumbleweed'];
  const [, main, minor] = /^(\d{1,3})\.(\d{1,2})/.exec(version) ?? [];
  if (main === undefined) return [];
  return [`Leap ${Number(main) < 10 ? 'Micro ' : ''}${main}.${minor}`];
}
