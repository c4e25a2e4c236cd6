/** What theriac.yaml says of patient data. */
import type { System } from '@theriac/core';

/** Whether somebody said so; what is assumed of every system does not count. */
export function declaresPhi(systems: readonly System[]): boolean {
  return systems.some(
    ({ facts: { dataClasses } }) =>
      dataClasses.origin === 'declared' &&
      dataClasses.value.some((one) => one === 'phi' || one === 'sensitive-phi' || one === 'limited-dataset'),
  );
}
