/** Documents that a scan by Theriac made. */
import type { Bom } from '@theriac/core';

export function isOwnBom({ tools }: Pick<Bom, 'tools'>): boolean {
  return tools.some(({ name }) => name === 'theriac');
}
