/** Root file systems of Debian, made by mmdebstrap from the mirror of this machine, and packed by umoci and skopeo. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-target.ts';
import { programOf } from './programs.ts';

const PROGRAMS = ['mmdebstrap', 'umoci', 'skopeo', 'dpkg-query'];

/** Programs that are missing; in CI there are none. */
export function missingPrograms(): string[] {
  return PROGRAMS.filter((name) => programOf([name]) === undefined);
}

/** Where this machine gets its packages from. */
function mirror(): string {
  const files = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/*')].filter((f) =>
    existsSync(f),
  );
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const found = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(\S+)/m.exec(text)?.[1];
  if (found === undefined) throw new Error('no mirror of Debian is configured');
  return found;
}

/** Path of a tar archive. @param include packages beside the smallest set */
export function debianRoot(suite: string, include: readonly string[] = []): string {
  const path = join(makeFolder(), `${suite}.tar`);
  const more = include.length === 0 ? [] : [`--include=${include.join(',')}`];
  execFileSync('mmdebstrap', ['--variant=minbase', '--mode=root', ...more, suite, path, mirror()], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return path;
}

/** The root of a tar archive as a folder, without devices. */
export function unpackedRoot(tar: string): string {
  const folder = makeFolder();
  execFileSync('tar', ['-xf', tar, '-C', folder, '--exclude=./dev/*']);
  return folder;
}

/** What dpkg says: `name version arch source source-version`, sorted. */
export function dpkgList(root: string): string[] {
  const fields = ['Package', 'Version', 'Architecture', 'source:Package', 'source:Version'];
  const form = `${fields.map((field) => `\${${field}}`).join(' ')}\n`;
  const printed = execFileSync('dpkg-query', [`--admindir=${root}/var/lib/dpkg`, '-W', '-f', form], {
    encoding: 'utf8',
  });
  return printed.trim().split('\n').sort();
}

export interface Step {
  readonly createdBy: string;
  /** Changes the root file system; absent: only the configuration changes. */
  readonly change?: (rootfs: string) => void;
  /** Arguments of `umoci config`. */
  readonly config?: readonly string[];
}

/** An OCI layout, a layer for each step that changes something. */
export function umociImage(steps: readonly Step[]): string {
  const folder = makeFolder();
  const layout = join(folder, 'layout');
  const image = `${layout}:image`;
  const run = (args: readonly string[]): void => {
    execFileSync('umoci', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  run(['init', '--layout', layout]);
  run(['new', '--image', image]);
  for (const [i, { createdBy, change, config = [] }] of steps.entries()) {
    const history = ['--history.created_by', createdBy];
    if (change === undefined) {
      run(['config', '--image', image, ...config, ...history]);
      continue;
    }
    const bundle = join(folder, `bundle${i}`);
    run(['unpack', '--image', image, bundle]);
    change(join(bundle, 'rootfs'));
    run(['repack', '--image', image, bundle, ...history]);
  }
  return layout;
}

/** @returns path of the copy: `docker-archive:PATH:NAME`, `oci-archive:PATH:NAME` */
export function skopeoCopy(layout: string, to: 'docker-archive' | 'oci-archive'): string {
  const path = join(makeFolder(), 'image.tar');
  const name = to === 'docker-archive' ? ':clinic/portal:1.4' : ':image';
  execFileSync('skopeo', ['copy', '-q', `oci:${layout}:image`, `${to}:${path}${name}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return path;
}
