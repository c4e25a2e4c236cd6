/** A channel around the examples of rules. */

export interface ChannelParts {
  /** Of the listener, before its address. */
  readonly plugins?: string;
  readonly kind?: string;
  readonly host?: string;
  readonly source?: string;
  readonly destination?: string;
  readonly properties?: string;
  readonly pruning?: string;
  readonly script?: string;
}

const CLASS = 'com.mirth.connect.connectors';
const STORED = '<messageStorageMode>METADATA</messageStorageMode>';

export function channel(parts: ChannelParts): string {
  const {
    plugins = '',
    kind = 'vm.VmReceiver',
    host,
    source = '',
    destination = '',
    properties = STORED,
  } = parts;
  const listener =
    host === undefined
      ? ''
      : `<listenerConnectorProperties><host>${host}</host><port>6661</port></listenerConnectorProperties>`;
  const {
    pruning = '<pruneContentDays>7</pruneContentDays><pruneMetaDataDays>30</pruneMetaDataDays>',
    script = 'return;',
  } = parts;
  return `<channel version="4.5.2">
  <name>ADT</name>
  <sourceConnector version="4.5.2">
    <properties class="${CLASS}.${kind}Properties">
      <pluginProperties>${plugins}</pluginProperties>
      ${listener}${source}
    </properties>
  </sourceConnector>
  <destinationConnectors>${destination}</destinationConnectors>
  <deployScript>${script}</deployScript>
  <properties>${properties}</properties>
  <exportData><metadata><enabled>true</enabled><pruningSettings>${pruning}</pruningSettings></metadata></exportData>
</channel>
`;
}

export const destination = (kind: string, text: string): string =>
  `<connector version="4.5.2"><name>To registry</name><properties class="${CLASS}.${kind}Properties">${text}</properties><enabled>true</enabled></connector>`;

export const TLS_PLUGIN = '<com.example.ssl.SslProperties/>';
export const BASIC = (password: string): string =>
  `<com.mirth.connect.plugins.httpauth.basic.BasicHttpAuthProperties><authType>BASIC</authType><credentials><entry><string>ris</string><string>${password}</string></entry></credentials></com.mirth.connect.plugins.httpauth.basic.BasicHttpAuthProperties>`;
