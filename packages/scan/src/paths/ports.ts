/** What ports tell about encryption: those whose protocol has it, and those whose protocol has none. */
import type { Known } from '@theriac/core/configuration';

const ENCRYPTED = new Set([443, 465, 636, 993, 2762, 5671, 6443, 8443, 9443, 8883]);

/** Plain HTTP, MLLP, DICOM, LDAP, Redis, Memcached, AMQP, FTP, Telnet. */
const PLAIN = new Set([
  21, 23, 80, 104, 389, 2575, 3000, 4200, 4242, 5000, 5672, 6379, 6661, 8000, 8042, 8080, 8081, 8888, 9000,
  11112, 11211,
]);

/** Whether a port that takes connections from outside encrypts them. @param all the ports beside it */
export function tlsOfPort(port: number | undefined, all: readonly (number | undefined)[] = []): Known {
  if (port === undefined) return 'unknown';
  if (ENCRYPTED.has(port)) return 'yes';
  if (!PLAIN.has(port)) return 'unknown';
  // The plain one may do nothing but send to the other.
  return port === 80 && all.some((other) => other !== undefined && ENCRYPTED.has(other)) ? 'unknown' : 'no';
}

/** DICOM and MLLP ask nobody who they are, whatever the pages of the same server do. */
export const NO_LOGIN_PORTS: ReadonlySet<number> = new Set([104, 2575, 4242, 6661, 11112]);

/** @param otherwise what is known of the server as a whole */
export function loginOfPort(port: number | undefined, otherwise: Known): Known {
  return port !== undefined && NO_LOGIN_PORTS.has(port) ? 'no' : otherwise;
}
