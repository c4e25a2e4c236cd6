/** Configuration of Apache httpd: main files, sites and `.htaccess`. */
import type { ConfigurationArea } from '../contract.ts';

const APACHE =
  /^[ \t]{0,80}(?:<(?:VirtualHost|Directory|DirectoryMatch|Location|LocationMatch|IfModule|IfDefine|FilesMatch|Files|Proxy)[ \t][^\n>]{1,300}>|(?:SSLEngine|SSLProtocol|RewriteEngine|ServerTokens|ServerSignature|TraceEnable|ProxyPass|LoadModule|DocumentRoot|ErrorDocument|RemoteIPHeader)[ \t])/im;

export const apache: ConfigurationArea = {
  id: 'apache',
  title: 'Apache httpd',
  files: {
    names: ['.htaccess'],
    extensions: ['.conf', '.vhost', '.conf.template'],
    patterns: [{ extension: '', path: /(?:^|\/)sites-(?:available|enabled)\/[^/]{1,200}$/ }],
  },
  claims: (file) => APACHE.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
