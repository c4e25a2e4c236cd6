/** Protocols, cryptography, and the libraries of health care. */
import { constant, inText, type JavaLibrary, property, row, V } from './library.ts';

const nettyVersion = (artifact: string) =>
  property('META-INF/io.netty.versions.properties', `${artifact}.version`);

const CRYPTOGRAPHY: readonly JavaLibrary[] = [
  row('org.bouncycastle:bcprov-jdk18on', 'org/bouncycastle/', ['jce/provider/BouncyCastleProvider'], {
    version: {
      path: 'org/bouncycastle/jce/provider/BouncyCastleProvider.class',
      says: new RegExp(`^BouncyCastle Security Provider v${V}$`),
    },
    earlier: { last: '1.70', package: 'org.bouncycastle:bcprov-jdk15on' },
    alsoIn: [
      ...['bcprov-jdk15to18', 'bcprov-jdk14', 'bcprov-jdk15', 'bcprov-jdk16', 'bcprov-ext-jdk15on'],
      ...['bcprov-ext-jdk18on', 'bcprov-ext-jdk15to18', 'bcprov-debug-jdk18on', 'bcprov-lts8on'],
    ].map((artifact) => `org.bouncycastle:${artifact}`),
  }),
  row(
    'org.bouncycastle:bcpkix-jdk18on',
    'org/bouncycastle/',
    ['cert/X509CertificateHolder', 'cms/CMSSignedData'],
    {
      earlier: { last: '1.70', package: 'org.bouncycastle:bcpkix-jdk15on' },
      alsoIn: [
        'org.bouncycastle:bcpkix-jdk15to18',
        'org.bouncycastle:bcpkix-jdk14',
        'org.bouncycastle:bcpkix-fips',
      ],
    },
  ),
  row('org.bouncycastle:bcpg-jdk18on', 'org/bouncycastle/', ['bcpg/ArmoredOutputStream'], {
    version: { path: 'org/bouncycastle/bcpg/ArmoredOutputStream.class', says: new RegExp(`^BCPG v${V}$`) },
    earlier: { last: '1.70', package: 'org.bouncycastle:bcpg-jdk15on' },
    alsoIn: ['org.bouncycastle:bcpg-jdk15to18', 'org.bouncycastle:bcpg-jdk14', 'org.bouncycastle:bcpg-fips'],
  }),
  row('com.nimbusds:nimbus-jose-jwt', 'com/nimbusds/jose/', ['JWSObject', 'crypto/RSADecrypter']),
  row('org.apache.wss4j:wss4j-ws-security-common', 'org/apache/wss4j/common/', ['crypto/Crypto']),
  row('com.jcraft:jsch', 'com/jcraft/jsch/', ['JSch', 'ChannelSftp'], {
    ...constant('com/jcraft/jsch/JSch.class'),
    alsoIn: ['com.github.mwiede:jsch'],
  }),
];

const NETWORK: readonly JavaLibrary[] = [
  row(
    'io.netty:netty-common',
    'io/netty/',
    ['util/Version', 'util/ReferenceCountUtil'],
    nettyVersion('netty-common'),
  ),
  row(
    'io.netty:netty-codec',
    'io/netty/',
    ['handler/codec/ByteToMessageDecoder'],
    nettyVersion('netty-codec'),
  ),
  row(
    'io.netty:netty-codec-http',
    'io/netty/',
    ['handler/codec/http/HttpObjectDecoder'],
    nettyVersion('netty-codec-http'),
  ),
  row('io.netty:netty-handler', 'io/netty/', ['handler/ssl/SslHandler'], nettyVersion('netty-handler')),
  row('io.netty:netty', 'org/jboss/netty/', ['util/Version', 'channel/Channel'], {
    version: {
      path: 'org/jboss/netty/util/Version.class',
      says: /^(\d{1,9}\.\d{1,9}\.\d{1,9}\.\w{1,20})-[0-9a-f]{5,40}$/,
    },
    alsoIn: ['org.jboss.netty:netty'],
  }),
  row(
    'org.apache.httpcomponents:httpclient',
    'org/apache/http/',
    ['client/HttpClient', 'impl/client/AbstractHttpClient'],
    property('org/apache/http/client/version.properties', 'info.release'),
  ),
  row(
    'org.apache.httpcomponents:httpcore',
    'org/apache/http/',
    ['HttpHost', 'protocol/HttpProcessor'],
    property('org/apache/http/version.properties', 'info.release'),
  ),
  row('com.squareup.okhttp3:okhttp', 'okhttp3/', ['OkHttpClient', 'Dispatcher'], {
    version: { path: 'okhttp3/internal/Version.class', says: new RegExp(`^okhttp/${V}$`) },
  }),
  row('org.apache.mina:mina-core', 'org/apache/mina/', ['core/service/AbstractIoService']),
  row('com.rabbitmq:amqp-client', 'com/rabbitmq/client/', ['ConnectionFactory', 'Channel'], {
    ...property('rabbitmq-amqp-client.properties', 'com.rabbitmq.client.version'),
  }),
  row('org.apache.kafka:kafka-clients', 'org/apache/kafka/', ['clients/producer/KafkaProducer'], {
    ...property('kafka/kafka-version.properties', 'version'),
  }),
  row('org.apache.activemq:activemq-client', 'org/apache/activemq/', ['ActiveMQConnectionFactory'], {
    ...inText('org/apache/activemq/version.txt', String.raw`^${V}\s{0,9}$`),
    alsoIn: ['org.apache.activemq:activemq-all', 'org.apache.activemq:activemq-core'],
  }),
  row('org.apache.zookeeper:zookeeper', 'org/apache/zookeeper/', ['ZooKeeper', 'server/ZooKeeperServer']),
  row('com.sun.mail:javax.mail', 'com/sun/mail/', ['smtp/SMTPTransport', 'imap/IMAPStore'], {
    ...constant('javax/mail/Version.class'),
    earlier: { last: '1.4.9', package: 'javax.mail:mail' },
    alsoIn: [
      ...['com.sun.mail:jakarta.mail', 'org.eclipse.angus:angus-mail', 'javax.mail:javax.mail'],
      ...['com.sun.mail:all', 'com.sun.mail:android-mail', 'com.sun.mail:mailapi'],
    ],
  }),
];

const HEALTH: readonly JavaLibrary[] = [
  row('ca.uhn.hapi.fhir:hapi-fhir-base', 'ca/uhn/fhir/', ['context/FhirContext', 'parser/JsonParser'], {
    ...property('ca/uhn/fhir/hapi-fhir-base-build.properties', '(?:hapifhir.)?version'),
  }),
  row('ca.uhn.hapi.fhir:org.hl7.fhir.r4', 'org/hl7/fhir/r4/', ['model/Patient', 'formats/JsonParser']),
  row(
    'ca.uhn.hapi.fhir:org.hl7.fhir.utilities',
    'org/hl7/fhir/utilities/',
    ['Utilities', 'xhtml/XhtmlNode'],
    {
      ...property('fhir-build.properties', 'orgfhir.version'),
    },
  ),
  row('ca.uhn.hapi:hapi-base', 'ca/uhn/hl7v2/', ['parser/PipeParser', 'HL7Exception'], {
    ...property('ca/uhn/hl7v2/hapi-version.properties', 'version'),
  }),
];

export const NETWORK_LIBRARIES: readonly JavaLibrary[] = [...CRYPTOGRAPHY, ...NETWORK, ...HEALTH];
