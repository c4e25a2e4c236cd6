/** Every technology whose configuration is read: a test fails when a folder is missing here. */

import { compose } from './compose/area.ts';
import type { ConfigurationArea } from './contract.ts';
import { docker } from './docker/area.ts';
import { kubernetes } from './kubernetes/area.ts';
import { terraform } from './terraform/area.ts';

export const CONFIGURATION_AREAS: readonly ConfigurationArea[] = [docker, compose, kubernetes, terraform];
