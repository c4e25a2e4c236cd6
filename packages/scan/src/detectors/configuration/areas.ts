/** Every technology whose configuration is read: a test fails when a folder is missing here. */

import { apache } from './apache/area.ts';
import { arm } from './arm/area.ts';
import { bicep } from './bicep/area.ts';
import { caddy } from './caddy/area.ts';
import { cloudformation } from './cloudformation/area.ts';
import { compose } from './compose/area.ts';
import type { ConfigurationArea } from './contract.ts';
import { dcm4chee } from './dcm4chee/area.ts';
import { docker } from './docker/area.ts';
import { elasticsearch } from './elasticsearch/area.ts';
import { envoy } from './envoy/area.ts';
import { hapiFhir } from './hapi-fhir/area.ts';
import { haproxy } from './haproxy/area.ts';
import { kafka } from './kafka/area.ts';
import { keycloak } from './keycloak/area.ts';
import { kubernetes } from './kubernetes/area.ts';
import { mirth } from './mirth/area.ts';
import { mongodb } from './mongodb/area.ts';
import { mysql } from './mysql/area.ts';
import { nginx } from './nginx/area.ts';
import { openemr } from './openemr/area.ts';
import { openmrs } from './openmrs/area.ts';
import { orthanc } from './orthanc/area.ts';
import { pam } from './pam/area.ts';
import { pipelines } from './pipelines/area.ts';
import { postgresql } from './postgresql/area.ts';
import { posture } from './posture/area.ts';
import { rabbitmq } from './rabbitmq/area.ts';
import { redis } from './redis/area.ts';
import { ssh } from './ssh/area.ts';
import { sudo } from './sudo/area.ts';
import { sysctl } from './sysctl/area.ts';
import { systemd } from './systemd/area.ts';
import { terraform } from './terraform/area.ts';
import { traefik } from './traefik/area.ts';

export const CONFIGURATION_AREAS: readonly ConfigurationArea[] = [
  docker,
  compose,
  kubernetes,
  terraform,
  cloudformation,
  arm,
  bicep,
  pipelines,
  posture,
  nginx,
  apache,
  haproxy,
  caddy,
  traefik,
  envoy,
  ssh,
  sudo,
  pam,
  systemd,
  sysctl,
  postgresql,
  mysql,
  mongodb,
  redis,
  rabbitmq,
  kafka,
  elasticsearch,
  mirth,
  hapiFhir,
  orthanc,
  dcm4chee,
  keycloak,
  openmrs,
  openemr,
];
