/** Configuration of Envoy. */
import type { ConfigurationArea } from '../contract.ts';

const KEY = /(?:^|[{,]\s?)[ \t]{0,20}"?(?:static_resources|dynamic_resources)"?[ \t]{0,9}:/m;
const TYPED = /"?@type"?[ \t]{0,9}:[ \t]{0,9}"?type\.googleapis\.com\/envoy\./;

export const envoy: ConfigurationArea = {
  id: 'envoy',
  title: 'Envoy',
  files: {
    extensions: ['.yaml', '.yml'],
    heads: [
      { extension: '.json', head: /"(?:static_resources|dynamic_resources)"|type\.googleapis\.com\/envoy\./ },
    ],
  },
  claims: (file) => {
    const text = file.text();
    return KEY.test(text) || (TYPED.test(text) && !/^apiVersion:/m.test(text));
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
