/** Frameworks, servers, logging and what everything is built with. */
import { inText, type JavaLibrary, property, row, V } from './library.ts';

const LOGGING: readonly JavaLibrary[] = [
  row('org.apache.logging.log4j:log4j-core', 'org/apache/logging/log4j/core/', ['Logger', 'LoggerContext']),
  // Copies of which somebody took only what is needed still have the class that matters.
  row('org.apache.logging.log4j:log4j-core', 'org/apache/logging/log4j/core/', ['lookup/JndiLookup']),
  row('log4j:log4j', 'org/apache/log4j/', ['net/SocketServer', 'chainsaw/Main'], {
    alsoIn: ['ch.qos.reload4j:reload4j'],
  }),
  row('ch.qos.logback:logback-core', 'ch/qos/logback/core/', ['ContextBase', 'FileAppender']),
  row('ch.qos.logback:logback-classic', 'ch/qos/logback/classic/', ['LoggerContext', 'Logger']),
];

const COMMONS: readonly JavaLibrary[] = [
  row('commons-collections:commons-collections', 'org/apache/commons/collections/', [
    'functors/InvokerTransformer',
    'CollectionUtils',
  ]),
  row('org.apache.commons:commons-collections4', 'org/apache/commons/collections4/', [
    'functors/InvokerTransformer',
    'CollectionUtils',
  ]),
  row('commons-beanutils:commons-beanutils', 'org/apache/commons/beanutils/', [
    'BeanUtilsBean',
    'PropertyUtilsBean',
  ]),
  row('commons-fileupload:commons-fileupload', 'org/apache/commons/fileupload/', [
    'FileUploadBase',
    'MultipartStream',
  ]),
  row('commons-io:commons-io', 'org/apache/commons/io/', ['FilenameUtils', 'IOUtils']),
  row('commons-codec:commons-codec', 'org/apache/commons/codec/', ['binary/Base64', 'digest/DigestUtils']),
  row('commons-lang:commons-lang', 'org/apache/commons/lang/', ['StringUtils', 'ArrayUtils']),
  row('org.apache.commons:commons-lang3', 'org/apache/commons/lang3/', ['StringUtils', 'ArrayUtils']),
  row('org.apache.commons:commons-text', 'org/apache/commons/text/', ['StringSubstitutor', 'StrBuilder']),
  row('org.apache.commons:commons-compress', 'org/apache/commons/compress/', [
    'archivers/ArchiveStreamFactory',
    'compressors/CompressorStreamFactory',
  ]),
  row('org.apache.commons:commons-configuration2', 'org/apache/commons/configuration2/', [
    'AbstractConfiguration',
    'PropertiesConfiguration',
  ]),
  row(
    'commons-httpclient:commons-httpclient',
    'org/apache/commons/httpclient/',
    ['HttpClient', 'HttpMethodBase'],
    {
      version: {
        path: 'org/apache/commons/httpclient/params/DefaultHttpParamsFactory.class',
        says: new RegExp(`^Jakarta Commons-HttpClient/${V}$`),
      },
    },
  ),
  row('commons-net:commons-net', 'org/apache/commons/net/', ['ftp/FTPClient', 'SocketClient']),
  row('org.apache.commons:commons-email', 'org/apache/commons/mail/', ['HtmlEmail', 'SimpleEmail']),
];

const SPRING: readonly JavaLibrary[] = [
  row('org.springframework:spring-core', 'org/springframework/', ['core/SpringVersion', 'util/ClassUtils']),
  row('org.springframework:spring-beans', 'org/springframework/', ['beans/CachedIntrospectionResults']),
  row('org.springframework:spring-context', 'org/springframework/', [
    'context/support/AbstractApplicationContext',
  ]),
  row('org.springframework:spring-expression', 'org/springframework/', [
    'expression/spel/standard/SpelExpressionParser',
  ]),
  row('org.springframework:spring-web', 'org/springframework/', ['web/util/UriUtils', 'web/util/WebUtils']),
  row('org.springframework:spring-webmvc', 'org/springframework/', ['web/servlet/DispatcherServlet']),
  row('org.springframework:spring-messaging', 'org/springframework/', ['messaging/support/GenericMessage']),
  row('org.springframework.security:spring-security-core', 'org/springframework/security/', [
    'core/SpringSecurityCoreVersion',
    'core/context/SecurityContextHolder',
  ]),
  row('org.springframework.security:spring-security-web', 'org/springframework/security/', [
    'web/FilterChainProxy',
  ]),
  row('org.springframework.boot:spring-boot', 'org/springframework/boot/', [
    'SpringApplication',
    'SpringBootVersion',
  ]),
];

const tomcatVersion = inText(
  'org/apache/catalina/util/ServerInfo.properties',
  String.raw`^server\.info=Apache Tomcat/${V}\r?$`,
);

const SERVERS: readonly JavaLibrary[] = [
  row(
    'org.apache.struts:struts2-core',
    'org/apache/struts2/',
    ['dispatcher/Dispatcher', 'views/freemarker/FreemarkerManager'],
    { otherFolder: 'com/opensymphony/xwork2/' },
  ),
  row('struts:struts', 'org/apache/struts/', ['action/ActionServlet', 'taglib/html/FormTag'], {
    alsoIn: ['org.apache.struts:struts-core', 'org.apache.struts:struts-taglib'],
  }),
  row(
    'org.apache.tomcat.embed:tomcat-embed-core',
    'org/apache/',
    ['catalina/startup/Tomcat', 'coyote/http11/Http11Processor'],
    tomcatVersion,
  ),
  row(
    'org.apache.tomcat:tomcat-catalina',
    'org/apache/catalina/',
    ['startup/Tomcat', 'core/StandardContext'],
    {
      ...tomcatVersion,
      without: 'org/apache/coyote/http11/Http11Processor',
    },
  ),
  row('org.eclipse.jetty:jetty-server', 'org/eclipse/jetty/', ['server/Server']),
  row('org.eclipse.jetty:jetty-http', 'org/eclipse/jetty/', ['http/HttpParser']),
  row('org.eclipse.jetty:jetty-util', 'org/eclipse/jetty/', ['util/BufferUtil', 'util/Jetty'], {
    ...property('org/eclipse/jetty/version/build.properties', 'version'),
  }),
  row('io.undertow:undertow-core', 'io/undertow/', ['Undertow', 'Handlers'], {
    ...property('io/undertow/version.properties', 'undertow.version'),
  }),
  row('org.apache.cxf:cxf-core', 'org/apache/cxf/', ['BusFactory', 'version/Version'], {
    ...property('org/apache/cxf/version/version.properties', 'product.version'),
  }),
  row('org.apache.cxf:cxf-rt-transports-http', 'org/apache/cxf/', ['transport/http/HTTPConduit']),
  row('axis:axis', 'org/apache/axis/', ['AxisEngine', 'transport/http/AxisServlet'], {
    ...property('org/apache/axis/i18n/resource.properties', 'axisVersionRaw'),
    alsoIn: ['org.apache.axis:axis'],
  }),
  row('org.apache.axis2:axis2-kernel', 'org/apache/axis2/', ['engine/AxisEngine'], {
    ...property('org/apache/axis2/i18n/resource.properties', 'axisVersionRaw'),
    alsoIn: ['org.apache.axis2:axis2'],
  }),
  row('org.apache.shiro:shiro-core', 'org/apache/shiro/', ['SecurityUtils', 'mgt/DefaultSecurityManager'], {
    alsoIn: ['org.apache.shiro:shiro-all'],
  }),
  row('org.apache.shiro:shiro-web', 'org/apache/shiro/', ['web/servlet/ShiroFilter'], {
    alsoIn: ['org.apache.shiro:shiro-all'],
  }),
  row('org.quartz-scheduler:quartz', 'org/quartz/', ['core/QuartzScheduler', 'CronExpression'], {
    ...property('org/quartz/core/quartz-build.properties', 'version'),
    alsoIn: ['opensymphony:quartz', 'quartz:quartz'],
  }),
  row('org.owasp.esapi:esapi', 'org/owasp/esapi/', ['ESAPI', 'reference/DefaultEncoder']),
  row('org.apache.camel:camel-core', 'org/apache/camel/', ['impl/DefaultCamelContext'], {
    alsoIn: ['org.apache.camel:camel-core-engine'],
  }),
];

const LANGUAGES: readonly JavaLibrary[] = [
  row('com.google.guava:guava', 'com/google/common/', ['collect/ImmutableList', 'io/Files'], {
    alsoIn: ['com.google.guava:guava-jdk5', 'com.google.collections:google-collections'],
  }),
  row(
    'org.codehaus.groovy:groovy',
    'org/codehaus/groovy/',
    ['runtime/InvokerHelper', 'control/CompilationUnit'],
    {
      ...property('META-INF/groovy-release-info.properties', 'ImplementationVersion'),
      alsoIn: ['org.codehaus.groovy:groovy-all', 'org.apache.groovy:groovy'],
    },
  ),
  row('org.mozilla:rhino', 'org/mozilla/javascript/', ['Interpreter', 'NativeJavaObject'], {
    alsoIn: ['org.mozilla:rhino-runtime', 'rhino:js'],
  }),
  row('org.beanshell:bsh', 'bsh/', ['Interpreter', 'BshClassManager'], {
    version: { path: 'bsh/Interpreter.class', says: new RegExp(`^BeanShell ${V} - by `) },
    alsoIn: ['bsh:bsh', 'org.apache-extras.beanshell:bsh'],
  }),
  row('org.apache.ant:ant', 'org/apache/tools/ant/', ['Project', 'taskdefs/Expand'], {
    ...property('org/apache/tools/ant/version.txt', 'VERSION'),
    alsoIn: ['ant:ant'],
  }),
];

export const FRAMEWORKS_LIBRARIES: readonly JavaLibrary[] = [
  ...LOGGING,
  ...COMMONS,
  ...SPRING,
  ...SERVERS,
  ...LANGUAGES,
];
