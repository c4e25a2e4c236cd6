/** Functions of address ranges, IPv4 and IPv6. */
import { isIPv4, isIPv6 } from 'node:net';
import { scalar } from '@theriac/core/configuration';
import { listValue, numberOf } from '../values.ts';
import type { FunctionTable } from './function.ts';

interface Range {
  readonly address: bigint;
  readonly bits: number;
  /** 32 or 128. */
  readonly width: number;
}

function rangeOf(text: string): Range | undefined {
  const [address = '', bits = '', ...more] = text.split('/');
  if (more.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined;
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  if (width === 0 || Number(bits) > width) return undefined;
  const value = width === 32 ? ipv4(address) : ipv6(address);
  return value === undefined
    ? undefined
    : { address: network(value, Number(bits), width), bits: Number(bits), width };
}

function network(address: bigint, bits: number, width: number): bigint {
  const host = BigInt(width - bits);
  return (address >> host) << host;
}

const ipv4 = (text: string): bigint =>
  text.split('.').reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n);

function ipv6(text: string): bigint | undefined {
  if (text.includes('.') || text.includes('%')) return undefined;
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const fill = tail === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array.from({ length: Math.max(0, fill) }, () => '0'), ...last];
  return all.reduce((value, part) => (value << 16n) | BigInt(Number.parseInt(part, 16)), 0n);
}

function written(address: bigint, width: number): string {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => (address >> BigInt(112 - 16 * i)) & 0xffffn);
  // The longest run of two or more zeros is left out, the first of equal ones.
  let [start, length] = [0, 1];
  for (let i = 0, run = 0; i < groups.length; i += 1) {
    run = groups[i] === 0n ? run + 1 : 0;
    if (run > length) [start, length] = [i - run + 1, run];
  }
  const text = groups.map((group) => group.toString(16));
  if (length < 2) return text.join(':');
  return `${text.slice(0, start).join(':')}::${text.slice(start + length).join(':')}`;
}

function subnet({ address, bits, width }: Range, newBits: number, index: number): Range | undefined {
  const size = bits + newBits;
  if (newBits < 0 || size > width || index < 0 || BigInt(index) >= 1n << BigInt(newBits)) return undefined;
  return { address: address | (BigInt(index) << BigInt(width - size)), bits: size, width };
}

const text = ({ address, bits, width }: Range): string => `${written(address, width)}/${bits}`;

export const NETWORK_FUNCTIONS: FunctionTable = {
  cidrsubnet: ([prefix, newBits, index], at) => {
    const range = prefix?.kind === 'scalar' ? rangeOf(prefix.text) : undefined;
    const [more, which] = [numberOf(newBits), numberOf(index)];
    if (range === undefined || more === undefined || which === undefined) return undefined;
    const found = subnet(range, more, which);
    return found === undefined ? undefined : scalar(text(found), at);
  },
  cidrsubnets: ([prefix, ...sizes], at) => {
    const range = prefix?.kind === 'scalar' ? rangeOf(prefix.text) : undefined;
    if (range === undefined) return undefined;
    let next = range.address;
    const found: string[] = [];
    for (const size of sizes) {
      const more = numberOf(size);
      const bits = range.bits + (more ?? Number.NaN);
      if (!(bits <= range.width)) return undefined;
      const step = 1n << BigInt(range.width - bits);
      next = ((next + step - 1n) / step) * step;
      found.push(text({ address: next, bits, width: range.width }));
      next += step;
    }
    return listValue(
      found.map((one) => scalar(one, at)),
      at,
    );
  },
  cidrhost: ([prefix, index], at) => {
    const range = prefix?.kind === 'scalar' ? rangeOf(prefix.text) : undefined;
    const which = numberOf(index);
    if (range === undefined || which === undefined || !Number.isInteger(which)) return undefined;
    const size = 1n << BigInt(range.width - range.bits);
    const offset = which < 0 ? size + BigInt(which) : BigInt(which);
    return offset < 0n || offset >= size
      ? undefined
      : scalar(written(range.address + offset, range.width), at);
  },
  cidrnetmask: ([prefix], at) => {
    const range = prefix?.kind === 'scalar' ? rangeOf(prefix.text) : undefined;
    if (range?.width !== 32) return undefined;
    return scalar(written(network(0xffffffffn, range.bits, 32), 32), at);
  },
};
