/** What no file of a site says: only evidence from the organisation or its provider does. */
export const ATTESTED: readonly string[] = [
  'not assessable from files: firewall and intrusion detection of the provider; keep its statement',
  'not assessable from files: encryption of disks and backups; keep the statement of the provider',
  'not assessable from files: restored backups and failover; keep the record of the last test',
  'not assessable from files: a penetration test each year; keep its report',
  'not assessable from files: audits of the hosting and the record of the vendor; keep their reports',
  'not assessable from files: contracts with the host and other business associates; keep them with their ends',
  'not assessable from files: training of staff; keep the records',
  'not assessable from files: whether reading of patient data is recorded; keep an example from the log',
];
