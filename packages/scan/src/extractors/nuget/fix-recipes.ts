/** How .NET projects move a package: a reference of the project's own goes before what other packages ask for. */
import { command, type FixRecipe, type FixStep, type Move } from '@theriac/core';

function add({ name, version, together }: Move): FixStep[] {
  const family = together.filter((t) => t.declared.length > 0).map((t) => t.name);
  return [
    ...[name, ...family].map((n) => command(`dotnet add package ${n} --version ${version}`)),
    command('dotnet restore --force-evaluate'),
  ];
}

export const DOTNET: FixRecipe = { direct: add, refresh: add, override: add };

function update({ name, version }: Move): FixStep[] {
  return [command(`nuget update packages.config -Id ${name} -Version ${version}`)];
}

/** `dotnet` does not read packages.config. */
export const PACKAGES_CONFIG: FixRecipe = { direct: update, refresh: update, override: update };

function paket({ name, version }: Move): FixStep[] {
  return [command(`paket update ${name} --version ${version}`)];
}

export const PAKET: FixRecipe = { direct: paket, refresh: paket, override: paket };
