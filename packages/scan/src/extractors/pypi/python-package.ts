/** What all Python readers share: the registry's equality of names and what a dependency group is for. */
import { ecosystem, type Scope } from '@theriac/core';

/** PEP 503. */
export const normalName = ecosystem('pypi').normalizeName;

const RUNTIME_GROUPS = new Set(['main', 'default', 'prod', 'production', 'runtime', 'packages']);
const TEST_GROUP = /^(?:unit|integration|e2e)?[-_]?(?:tests?|testing|pytest|coverage)(?:[-_].*)?$/;
const DEVELOPMENT_GROUP =
  /^(?:dev|develop|development|dev-packages|local|docs?|documentation|lint|linting|linters|types?|typing|mypy|format|formatting|style|pre-commit|tools|ci|debug|release|quality|check|checks)(?:[-_].*)?$/;

/** Scope of a dependency group by its name; what is neither for running nor for testing is for developing. */
export function scopeOfGroup(group: string): Scope {
  const name = group.toLowerCase();
  if (RUNTIME_GROUPS.has(name)) return 'production';
  return TEST_GROUP.test(name) ? 'test' : 'development';
}

/** Scope of an extra: optional at run time, unless its name says that it is for developing or testing. */
export function scopeOfExtra(extra: string): Scope {
  const name = extra.toLowerCase();
  if (TEST_GROUP.test(name)) return 'test';
  return DEVELOPMENT_GROUP.test(name) ? 'development' : 'optional';
}

/** Lockfiles that speak for the `pyproject.toml` or `Pipfile` beside them. */
export const PYPROJECT_LOCKS = ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml'] as const;
