import { describeSteps } from '@theriac/core';
import { moveOf } from '@theriac/testing/fix-cases';
import { expect, test } from 'vitest';
import { DOTNET, PACKAGES_CONFIG, PAKET } from './fix-recipes.ts';

test('a reference of the project goes before what others ask for; a family moves with it', () => {
  const together = [
    { name: 'Lib.Abstractions', version: '1.0.0', direct: true, pins: [], declared: [{ allows: false }] },
    { name: 'Lib.Inner', version: '1.0.0', direct: false, pins: [], declared: [] },
  ];
  expect(describeSteps(DOTNET.override?.(moveOf({ name: 'Lib', together })) ?? [])).toBe(
    'dotnet add package Lib --version 2.0.0, then dotnet add package Lib.Abstractions --version 2.0.0, then dotnet restore --force-evaluate',
  );
});

test('packages.config and Paket have tools of their own', () => {
  expect(describeSteps(PACKAGES_CONFIG.direct(moveOf({ name: 'Lib' })))).toBe(
    'nuget update packages.config -Id Lib -Version 2.0.0',
  );
  expect(describeSteps(PAKET.direct(moveOf({ name: 'Lib' })))).toBe('paket update Lib --version 2.0.0');
});
