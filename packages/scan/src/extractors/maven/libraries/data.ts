/** Readers and writers of data and documents, and databases. */
import { constant, inText, type JavaLibrary, property, row, V } from './library.ts';

const jacksonVersion = (folder: string) => constant(`${folder}PackageVersion.class`);

const DATA_FORMATS: readonly JavaLibrary[] = [
  row(
    'com.fasterxml.jackson.core:jackson-databind',
    'com/fasterxml/jackson/databind/',
    ['ObjectMapper', 'cfg/PackageVersion'],
    jacksonVersion('com/fasterxml/jackson/databind/cfg/'),
  ),
  row(
    'com.fasterxml.jackson.core:jackson-core',
    'com/fasterxml/jackson/core/',
    ['JsonFactory', 'json/PackageVersion'],
    jacksonVersion('com/fasterxml/jackson/core/json/'),
  ),
  row(
    'com.fasterxml.jackson.dataformat:jackson-dataformat-xml',
    'com/fasterxml/jackson/dataformat/xml/',
    ['XmlMapper', 'PackageVersion'],
    jacksonVersion('com/fasterxml/jackson/dataformat/xml/'),
  ),
  row(
    'org.codehaus.jackson:jackson-mapper-asl',
    'org/codehaus/jackson/map/',
    ['ObjectMapper'],
    inText('org/codehaus/jackson/map/VERSION.txt', String.raw`^${V}\s{0,9}$`),
  ),
  row('com.thoughtworks.xstream:xstream', 'com/thoughtworks/xstream/', ['XStream']),
  row('org.yaml:snakeyaml', 'org/yaml/snakeyaml/', ['Yaml', 'constructor/SafeConstructor']),
  row('com.alibaba:fastjson', 'com/alibaba/fastjson/', ['JSON', 'JSONObject'], {
    ...constant('com/alibaba/fastjson/JSON.class'),
    alsoIn: ['com.alibaba.fastjson2:fastjson2'],
  }),
  row(
    'com.google.code.gson:gson',
    'com/google/gson/',
    ['Gson', 'JsonParser'],
    constant('com/google/gson/internal/GsonBuildConfig.class'),
  ),
  row('com.google.protobuf:protobuf-java', 'com/google/protobuf/', ['CodedInputStream', 'DescriptorProtos'], {
    alsoIn: ['com.google.protobuf:protobuf-javalite', 'com.google.protobuf:protobuf-lite'],
  }),
  row('org.json:json', 'org/json/', ['JSONObject', 'JSONTokener', 'CDL', 'XML']),
  row('net.minidev:json-smart', 'net/minidev/json/', ['JSONValue', 'JSONObject']),
  row('org.codehaus.jettison:jettison', 'org/codehaus/jettison/', ['json/JSONObject', 'json/JSONTokener']),
  row('org.dom4j:dom4j', 'org/dom4j/', ['DocumentHelper', 'swing/BranchTreeNode', 'io/SAXReader'], {
    earlier: { last: '1.9', package: 'dom4j:dom4j' },
  }),
  row('org.jdom:jdom', 'org/jdom/', ['Document', 'input/SAXBuilder']),
  row('org.jdom:jdom2', 'org/jdom2/', ['Document', 'input/SAXBuilder']),
  row('xerces:xercesImpl', 'org/apache/xerces/', ['impl/Version', 'parsers/SAXParser'], {
    version: { path: 'org/apache/xerces/impl/Version.class', says: new RegExp(`^Xerces-J ${V}$`) },
  }),
  row(
    'xalan:xalan',
    'org/apache/',
    ['xalan/processor/TransformerFactoryImpl', 'xalan/transformer/TransformerImpl'],
    {
      version: {
        path: 'org/apache/xalan/processor/XSLProcessorVersion.class',
        says: new RegExp(`^Xalan Java ${V}$`),
      },
    },
  ),
  row('org.apache.santuario:xmlsec', 'org/apache/xml/security/', ['signature/XMLSignature', 'Init']),
  row('org.jsoup:jsoup', 'org/jsoup/', ['Jsoup', 'parser/HtmlTreeBuilder']),
];

const DOCUMENTS: readonly JavaLibrary[] = [
  row('org.apache.poi:poi', 'org/apache/poi/', ['hssf/usermodel/HSSFWorkbook', 'POIDocument'], {
    ...constant('org/apache/poi/Version.class'),
  }),
  row('org.apache.poi:poi-ooxml', 'org/apache/poi/', ['xssf/usermodel/XSSFWorkbook']),
  row('org.apache.poi:poi-scratchpad', 'org/apache/poi/', ['hwpf/HWPFDocument']),
  row(
    'org.apache.pdfbox:pdfbox',
    'org/apache/pdfbox/',
    ['pdmodel/PDDocument', 'cos/COSDocument'],
    property('org/apache/pdfbox/resources/version.properties', 'pdfbox.version'),
  ),
  row('org.apache.tika:tika-core', 'org/apache/tika/', ['Tika', 'parser/AutoDetectParser']),
  row('org.apache.tika:tika-parsers', 'org/apache/tika/', ['parser/microsoft/OfficeParser']),
  row('com.itextpdf:itextpdf', 'com/itextpdf/', ['text/pdf/PdfReader', 'text/Version'], {
    ...constant('com/itextpdf/text/Version.class'),
  }),
  row('com.lowagie:itext', 'com/lowagie/text/', ['pdf/PdfReader', 'Document'], {
    version: {
      path: 'com/lowagie/text/Document.class',
      says: new RegExp(`^iText ${V} by 1T3XT`),
    },
    alsoIn: ['com.github.librepdf:openpdf'],
  }),
  row('org.apache.xmlgraphics:fop', 'org/apache/fop/', ['apps/FopFactory', 'fo/FONode'], {
    alsoIn: ['org.apache.xmlgraphics:fop-core'],
  }),
  row('org.apache.xmlgraphics:batik-bridge', 'org/apache/batik/', ['bridge/BridgeContext']),
  row(
    'net.sf.jasperreports:jasperreports',
    'net/sf/jasperreports/',
    ['engine/JasperReport', 'engine/JRConstants'],
    {
      ...constant('net/sf/jasperreports/engine/JRConstants.class'),
    },
  ),
  row(
    'org.apache.velocity:velocity',
    'org/apache/velocity/',
    ['anakia/AnakiaTask', 'app/VelocityEngine'],
    inText('org/apache/velocity/runtime/RuntimeInstance.class', `^Starting Apache Velocity v${V} `),
  ),
  row(
    'org.apache.velocity:velocity-engine-core',
    'org/apache/velocity/',
    ['runtime/VelocityEngineVersion'],
    constant('org/apache/velocity/runtime/VelocityEngineVersion.class'),
  ),
  row('org.freemarker:freemarker', 'freemarker/', ['template/Configuration', 'core/Environment'], {
    ...property('freemarker/version.properties', 'mavenVersion'),
    alsoIn: ['org.freemarker:freemarker-gae'],
  }),
];

const DATABASES: readonly JavaLibrary[] = [
  row('org.hibernate.orm:hibernate-core', 'org/hibernate/', ['SessionFactory', 'dialect/Dialect'], {
    earlier: { last: '5.99', package: 'org.hibernate:hibernate-core' },
    alsoIn: ['org.hibernate:hibernate', 'org.hibernate:hibernate3'],
  }),
  row(
    'org.hibernate.validator:hibernate-validator',
    'org/hibernate/validator/',
    ['HibernateValidator', 'internal/util/Version'],
    { earlier: { last: '5.99', package: 'org.hibernate:hibernate-validator' } },
  ),
  row('com.h2database:h2', 'org/h2/', ['Driver', 'engine/Constants'], {
    version: { path: 'org/h2/engine/Constants.class', says: /^([12]\.\d\.\d{2,3})$/ },
  }),
  row('org.hsqldb:hsqldb', 'org/hsqldb/', ['Database', 'persist/HsqlDatabaseProperties'], {
    ...constant('org/hsqldb/persist/HsqlDatabaseProperties.class'),
    alsoIn: ['hsqldb:hsqldb'],
  }),
  row('org.apache.derby:derby', 'org/apache/derby/', ['jdbc/EmbeddedDriver', 'impl/jdbc/EmbedConnection']),
  row('org.postgresql:postgresql', 'org/postgresql/', ['Driver', 'core/BaseConnection'], {
    ...constant('org/postgresql/util/DriverInfo.class'),
    alsoIn: ['postgresql:postgresql'],
  }),
  row('mysql:mysql-connector-java', 'com/mysql/jdbc/', ['NonRegisteringDriver', 'MysqlIO'], {
    ...constant('com/mysql/jdbc/NonRegisteringDriver.class'),
  }),
  row('com.mysql:mysql-connector-j', 'com/mysql/cj/', ['Constants', 'jdbc/Driver'], {
    ...constant('com/mysql/cj/Constants.class'),
    earlier: { last: '8.0.30', package: 'mysql:mysql-connector-java' },
  }),
  row('org.mariadb.jdbc:mariadb-java-client', 'org/mariadb/jdbc/', ['Driver', 'MariaDbDataSource'], {
    ...constant('org/mariadb/jdbc/internal/util/constant/Version.class'),
  }),
  row('com.microsoft.sqlserver:mssql-jdbc', 'com/microsoft/sqlserver/jdbc/', ['SQLServerDriver']),
  row('org.xerial:sqlite-jdbc', 'org/sqlite/', ['SQLiteJDBCLoader', 'JDBC'], {
    ...property('sqlite-jdbc.properties', 'version'),
  }),
  row('com.oracle.database.jdbc:ojdbc8', 'oracle/jdbc/', ['OracleDriver', 'driver/T4CConnection'], {
    ...constant('oracle/jdbc/driver/BuildInfo.class'),
    alsoIn: ['ojdbc5', 'ojdbc6', 'ojdbc7', 'ojdbc10', 'ojdbc11', 'ojdbc17'].flatMap((artifact) => [
      `com.oracle.database.jdbc:${artifact}`,
      `com.oracle.ojdbc:${artifact}`,
      `com.oracle:${artifact}`,
    ]),
  }),
  row('com.mchange:c3p0', 'com/mchange/v2/', ['c3p0/ComboPooledDataSource', 'c3p0/C3P0Registry'], {
    ...constant('com/mchange/v2/c3p0/subst/C3P0Substitutions.class'),
    alsoIn: ['c3p0:c3p0'],
  }),
  row('com.zaxxer:HikariCP', 'com/zaxxer/hikari/', ['HikariDataSource', 'pool/HikariPool'], {
    alsoIn: ['HikariCP-java6', 'HikariCP-java7'].map((artifact) => `com.zaxxer:${artifact}`),
  }),
  row('net.sf.ehcache:ehcache', 'net/sf/ehcache/', ['CacheManager', 'Ehcache'], {
    ...property('net/sf/ehcache/version.properties', 'version'),
    alsoIn: ['net.sf.ehcache:ehcache-core'],
  }),
  row('org.apache.lucene:lucene-core', 'org/apache/lucene/', ['index/IndexWriter', 'util/Version']),
  row('org.elasticsearch:elasticsearch', 'org/elasticsearch/', ['node/Node', 'index/IndexService']),
];

export const DATA_LIBRARIES: readonly JavaLibrary[] = [...DATA_FORMATS, ...DOCUMENTS, ...DATABASES];
