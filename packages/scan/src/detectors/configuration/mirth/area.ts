/** Mirth Connect (NextGen Connect): settings of the server, and exports of channels. */
import type { ConfigurationArea } from '../contract.ts';

const CHANNEL = /<(?:channel|serverConfiguration|channelGroup)[ \t]{1,5}version="/;
const SETTING =
  /^[ \t]{0,9}(?:keystore\.storepass|configurationmap\.path|dir\.appdata|password\.minlength|server\.startupdeploy)[ \t]{0,9}=/m;

export const mirth: ConfigurationArea = {
  id: 'mirth',
  title: 'Mirth Connect',
  files: {
    names: ['mirth.properties'],
    heads: [{ extension: '.xml', head: CHANNEL }],
  },
  claims: (file) =>
    file.path.endsWith('.xml') ? CHANNEL.test(file.text().slice(0, 4096)) : SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
