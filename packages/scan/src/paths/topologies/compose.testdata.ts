/** Ways to patient data in Compose files, and their twins without one. */
import { changed, type Topology } from './topology.ts';

export const COMPOSE_TOPOLOGIES: readonly Topology[] = [
  {
    name: 'a database is published by Compose',
    rule: 'STORE-EXPOSED',
    store: 'services.db',
    ...changed(
      'compose.yaml',
      'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n',
      '"5432',
      '"127.0.0.1:5432',
    ),
  },
  {
    name: 'an image archive that asks nobody is published',
    rule: 'CLINICAL-OPEN',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    ports: ["8042:8042"]\n    environment: {ORTHANC__AUTHENTICATION_ENABLED: "false"}\n',
      '"false"',
      '"true"',
    ),
  },
  {
    name: 'a proxy is on the network of the database',
    rule: 'NOT-SEGMENTED',
    store: 'services.db',
    ...changed(
      'compose.yaml',
      'services:\n  proxy:\n    image: nginx:1.29\n    ports: ["443:443"]\n    networks: [front, back]\n  app:\n    image: registry.example/app:1\n    depends_on: [db]\n    networks: [front, back]\n  db:\n    image: mysql:8.4\n    networks: [back]\nnetworks: {front: {}, back: {}}\n',
      '[front, back]',
      '[front]',
    ),
  },
  {
    name: 'services of two files share a network that is made elsewhere',
    rule: 'NOT-SEGMENTED',
    store: 'services.db',
    path: {
      'web/compose.yaml':
        'services:\n  web:\n    image: registry.example/web:1\n    ports: ["443:443"]\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
      'db/compose.yaml':
        'services:\n  db:\n    image: mariadb:11\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
    },
    cut: {
      'web/compose.yaml':
        'services:\n  web:\n    image: registry.example/web:1\n    ports: ["443:443"]\n    networks: [shared]\nnetworks: {shared: {external: true}}\n',
      'db/compose.yaml':
        'services:\n  db:\n    image: mariadb:11\n    networks: [shared]\nnetworks: {shared: {}}\n',
    },
  },
  {
    name: 'a store of patient data may leave through its network',
    rule: 'EGRESS',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    networks: [images]\nnetworks: {images: {internal: false}}\n',
      'internal: false',
      'internal: true',
    ),
  },
  {
    name: 'a port of HL7 messages is published by something built here',
    rule: 'STORE-EXPOSED',
    store: 'services.interface',
    ...changed(
      'compose.yaml',
      'services:\n  interface:\n    build: .\n    ports: ["2575:2575"]\n',
      '"2575:',
      '"127.0.0.1:2575:',
    ),
  },
  {
    name: 'the DICOM port of an archive with a login is published',
    rule: 'STORE-EXPOSED',
    store: 'services.pacs',
    ...changed(
      'compose.yaml',
      'services:\n  pacs:\n    image: orthancteam/orthanc:25.1.0\n    ports: ["8042:8042", "4242:4242"]\n',
      ', "4242:4242"',
      '',
    ),
  },
];
