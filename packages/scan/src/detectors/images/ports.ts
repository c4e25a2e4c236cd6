/** Ports that an image should not offer, by what usually listens there (IANA service names). */

export const REMOTE_ACCESS: ReadonlyMap<number, string> = new Map([
  [22, 'SSH'],
  [23, 'Telnet'],
  [512, 'rexec'],
  [513, 'rlogin'],
  [514, 'rsh'],
  [3389, 'RDP'],
  [5900, 'VNC'],
  [5901, 'VNC'],
]);

export const CLEAR_TEXT: ReadonlyMap<number, string> = new Map([
  [21, 'FTP'],
  [69, 'TFTP'],
  [104, 'DICOM'],
  [110, 'POP3'],
  [143, 'IMAP'],
  [389, 'LDAP'],
  [2575, 'HL7 over MLLP'],
  [11112, 'DICOM'],
]);
