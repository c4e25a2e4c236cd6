/** How Poetry, uv, PDM and Pipenv move a package. */
import { command, edit, type FixRecipe, type FixStep, type Move } from '@theriac/core';

/** Managers that raise a lower bound by the same command whether the project asks for the package or not. */
function byAdding(add: string, update: string): FixRecipe {
  const atLeast = ({ name, version }: Move): FixStep[] => [command(`${add} "${name}>=${version}"`)];
  return { direct: atLeast, refresh: ({ name }) => [command(`${update} ${name}`)], override: atLeast };
}

export const POETRY = byAdding('poetry add', 'poetry update');
export const PIPENV = byAdding('pipenv install', 'pipenv update');

export const UV: FixRecipe = {
  ...byAdding('uv add', 'uv lock --upgrade-package'),
  override: ({ name, version }) => [
    edit(`[tool.uv] constraint-dependencies = ["${name}>=${version}"]`, 'pyproject.toml'),
  ],
};

export const PDM: FixRecipe = {
  ...byAdding('pdm add', 'pdm update'),
  override: ({ name, version }) => [
    edit(`[tool.pdm.resolution.overrides] ${name} = ">=${version}"`, 'pyproject.toml'),
  ],
};
