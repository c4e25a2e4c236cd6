/** All hand-written advisories; one table per ecosystem and theme. */
import { CARGO_ROWS } from './cargo.ts';
import { COMPOSER_ROWS } from './composer.ts';
import { COMPOSER_DRUPAL_ROWS } from './composer-drupal.ts';
import { GEM_ROWS } from './gem.ts';
import { GOLANG_ROWS } from './golang.ts';
import { MAVEN_ROWS } from './maven.ts';
import { MAVEN_HEALTH_ROWS } from './maven-health.ts';
import { MAVEN_SERVER_ROWS } from './maven-servers.ts';
import { MAVEN_WEB_ROWS } from './maven-web.ts';
import { NPM_ROWS } from './npm.ts';
import { NPM_BROWSER_ROWS } from './npm-browser.ts';
import { NPM_HIJACKED_ROWS } from './npm-hijacked.ts';
import { NPM_IDENTITY_ROWS } from './npm-identity.ts';
import { NUGET_ROWS } from './nuget.ts';
import { PYPI_ROWS } from './pypi.ts';
import { PYPI_DATA_ROWS } from './pypi-data.ts';
import type { EmbeddedRow } from './row.ts';

export type { EmbeddedRow } from './row.ts';

export const ROWS: readonly EmbeddedRow[] = [
  ...NPM_HIJACKED_ROWS,
  ...NPM_IDENTITY_ROWS,
  ...NPM_BROWSER_ROWS,
  ...NPM_ROWS,
  ...PYPI_DATA_ROWS,
  ...PYPI_ROWS,
  ...MAVEN_HEALTH_ROWS,
  ...MAVEN_SERVER_ROWS,
  ...MAVEN_WEB_ROWS,
  ...MAVEN_ROWS,
  ...COMPOSER_DRUPAL_ROWS,
  ...COMPOSER_ROWS,
  ...NUGET_ROWS,
  ...GEM_ROWS,
  ...GOLANG_ROWS,
  ...CARGO_ROWS,
];
