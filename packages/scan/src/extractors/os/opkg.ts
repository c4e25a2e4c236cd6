/** opkg's database (OpenWrt, Yocto images): the paragraphs of dpkg under another roof. */
import type { Extract } from '@theriac/core';
import { paragraphsOf } from '@theriac/read/control';
import { RootBuilder } from '../shared/root-builder.ts';
import { addPackage } from './dpkg.ts';
import { Needs } from './needs.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'opkg');
  const needs = new Needs(root);
  const text = file.text();
  if (text.trim() === '') root.emptyFile();
  for (const paragraph of paragraphsOf(text)) addPackage(root, needs, file.path, paragraph, {});
  needs.link();
  root.markTopLevel(() => 'production');
  return root.build();
};
