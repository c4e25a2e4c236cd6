/** The source package that a package of a distribution was built from, by which most advisories speak. */
import type { Component } from '@theriac/core';

export interface SourcePackage {
  readonly name: string;
  /** Absent: that of the package. */
  readonly version?: string;
  /** Its epoch is stated nowhere. */
  readonly anyEpoch?: true;
}

/** @returns undefined where the package says nothing of it, or is named like it */
export function sourceOf(component: Component): SourcePackage | undefined {
  const { ecosystem, qualifiers } = component;
  const written = qualifiers?.upstream ?? qualifiers?.source ?? '';
  if (written === '') return undefined;
  const file = ecosystem === 'rpm' ? fromFileName(written, component) : undefined;
  if (file !== undefined) return file;
  const at = written.lastIndexOf('@');
  const name = at < 0 ? written : written.slice(0, at);
  // Signed kernels are built from the kernel's packages and carry its version in their own.
  const signed = ecosystem === 'deb' ? unsigned(name) : undefined;
  if (signed !== undefined) return { name: signed };
  return at < 0 ? { name } : { name, version: written.slice(at + 1) };
}

/** `openssl-3.0.7-18.el9.src.rpm`. The name of the file lacks the epoch. */
function fromFileName(file: string, { version }: Component): SourcePackage | undefined {
  const whole = /^(.{1,200})\.(?:no)?src\.rpm$/.exec(file)?.[1];
  if (whole === undefined) return undefined;
  const release = whole.lastIndexOf('-');
  const at = whole.lastIndexOf('-', release - 1);
  if (release < 1 || at < 1) return undefined;
  const [name, own] = [whole.slice(0, at), whole.slice(at + 1)];
  // Most packages have the version of their source, and its epoch with it.
  if (version === null || version.replace(/^\d+:/, '') === own) return { name };
  return { name, version: own, anyEpoch: true };
}

const ARCHITECTURE = /^-(?:amd64|arm64|armhf|i386|riscv64)$/;

/** Debian: `linux-signed-amd64`. Ubuntu: `linux-signed`, `linux-signed-aws-5.15`. */
function unsigned(name: string): string | undefined {
  const rest = /^linux-signed(-[a-z0-9.-]{1,60})?$/.exec(name);
  if (rest === null) return undefined;
  const [, flavour = ''] = rest;
  return ARCHITECTURE.test(flavour) ? 'linux' : `linux${flavour}`;
}
