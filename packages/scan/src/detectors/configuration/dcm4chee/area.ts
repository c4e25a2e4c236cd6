/** Configuration of dcm4chee archives in LDAP, as LDIF. */
import type { ConfigurationArea } from '../contract.ts';

const CLASS =
  /^objectClass:[ \t]{0,9}(?:dicomDevice|dcmDevice|dicomNetworkConnection|dcmNetworkConnection|dcmKeystore|hl7Application)/im;

export const dcm4chee: ConfigurationArea = {
  id: 'dcm4chee',
  title: 'dcm4chee',
  files: { extensions: ['.ldif'] },
  claims: (file) => CLASS.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
