/** Java: logging, web frameworks, serialisation, and the FHIR, HL7 and DICOM stacks. */
import type { EmbeddedRow } from './row.ts';

export const MAVEN_ROWS: readonly EmbeddedRow[] = [
  {
    ecosystem: 'maven',
    name: 'org.apache.logging.log4j:log4j-core',
    id: 'CVE-2021-44228',
    aliases: ['GHSA-jfh8-c2jp-5v3q'],
    title: 'Log4Shell: a logged string makes the server load and run remote code',
    severity: 'critical',
    cvss: { version: '3.1', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', score: 10 },
    cwe: ['CWE-20', 'CWE-400', 'CWE-502', 'CWE-917'],
    ranges: ['>=2.0-beta9 <2.3.1', '>=2.4 <2.12.2', '>=2.13.0 <2.15.0'],
    published: '2021-12-10',
    kev: { added: '2021-12-10', due: '2021-12-24', ransomware: true },
  },
];
