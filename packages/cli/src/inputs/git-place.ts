/** Where a path stands in its git repository: the folder from which git is asked, and what is below it. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { TheriacError } from '@theriac/core';
import { type Asked, git, whyNot } from './git-program.ts';

export interface GitPlace {
  readonly folder: string;
  /** The name of the file in the folder; undefined: the path is the folder itself. */
  readonly file: string | undefined;
  /** Of the path, as it was given. */
  readonly name: string;
  /** From the top of the repository to the folder, with `/` at the end. */
  readonly prefix: string;
  /** What git answered to the question that was asked besides. */
  readonly answer: string;
}

/**
 * @param path of a folder or a file
 * @param question an option of `git rev-parse` with an answer of one line
 * @throws TheriacError THERIAC_TARGET_MISSING, or what git says about the repository
 */
export function gitPlace(path: string, asked: Asked, question: string): GitPlace {
  const full = resolve(path);
  if (!existsSync(full))
    throw new TheriacError('THERIAC_TARGET_MISSING', 'nothing is at this path, or it cannot be read', {
      path,
    });
  const isFile = statSync(full).isFile();
  const folder = isFile ? dirname(full) : full;
  const said = git(folder, ['rev-parse', question, '--show-prefix']);
  if (said.output === undefined) throw whyNot(said, folder, path, asked);
  const [answer = '', prefix = ''] = said.output.toString().split('\n');
  return { folder, file: isFile ? basename(full) : undefined, name: basename(full), prefix, answer };
}
