/** Resources that configure another one: under which key each is found at the one that it refers to. */
import { AWS_JOINS } from './aws.ts';
import { AZURE_JOINS } from './azure.ts';
import { FORGE_JOINS } from './forges.ts';
import { GOOGLE_JOINS } from './google.ts';
import type { Join } from './join.ts';

export type { Join };

export const JOINS: readonly Join[] = [...AWS_JOINS, ...AZURE_JOINS, ...GOOGLE_JOINS, ...FORGE_JOINS];
