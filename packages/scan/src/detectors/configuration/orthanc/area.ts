/** Configuration of Orthanc. */
import type { ConfigurationArea } from '../contract.ts';

const KEY =
  /"(?:DicomAet|RemoteAccessAllowed|RegisteredUsers|OrthancPeers|DicomModalities|DicomAlwaysAllow[A-Z][A-Za-z]{1,30}|DicomTlsEnabled|ExecuteLuaEnabled|HttpsVerifyPeers)"[ \t]{0,9}:/;

export const orthanc: ConfigurationArea = {
  id: 'orthanc',
  title: 'Orthanc',
  files: {
    patterns: [{ extension: '.json', path: /orthanc[^/]{0,60}\.json$/i }],
    heads: [{ extension: '.json', head: KEY }],
  },
  claims: (file) => KEY.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
