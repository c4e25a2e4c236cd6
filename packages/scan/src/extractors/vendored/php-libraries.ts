/** PHP libraries that are copied without Composer, and the file and the statement that say which release they are. */
import { type CopiedLibrary, VERSION } from './copied-library.ts';

/** `const NAME = '1.2.3'`, `public const NAME = "1.2.3"`, `var $name = '1.2.3'`, `private static $name = '1.2.3'`. */
const assigned = (name: string): readonly RegExp[] => [
  new RegExp(
    String.raw`\b(?:const|var|public|protected|private|static)[ \t]{1,20}\$?${name}[ \t]{0,40}=[ \t]{0,20}["'](?:Smarty-)?[vV]?${VERSION}`,
  ),
];
const defined = (name: string): readonly RegExp[] => [
  new RegExp(String.raw`\bdefine\([ \t]{0,9}["']${name}["'],[ \t]{0,9}["']${VERSION}`),
];

const row = (
  name: string,
  files: CopiedLibrary['files'],
  is: RegExp,
  release: CopiedLibrary['release'],
  unless?: string,
): CopiedLibrary => ({
  ecosystem: 'composer',
  package: name,
  files,
  is,
  release,
  ...(unless === undefined ? {} : { unless }),
});

export const PHP_LIBRARIES: readonly CopiedLibrary[] = [
  row('phpmailer/phpmailer', ['class.phpmailer.php', 'PHPMailer.php'], /^class PHPMailer\b/im, [
    assigned('VERSION'),
    assigned('Version'),
  ]),
  row('smarty/smarty', ['Smarty.class.php', 'Smarty.php'], /^class Smarty\b/m, [
    assigned('SMARTY_VERSION'),
    assigned('_version'),
  ]),
  row('tecnickcom/tcpdf', ['tcpdf_static.php'], /^[ \t]{0,9}class TCPDF_STATIC\b/m, [
    assigned('tcpdf_version'),
  ]),
  row(
    'tecnickcom/tcpdf',
    ['tcpdf.php'],
    /\bTCPDF\b/,
    [
      assigned('tcpdf_version'),
      [new RegExp(String.raw`\bdefine\(["']PDF_PRODUCER["'], ?["']TCPDF ${VERSION}`)],
      [new RegExp(`^//[ ]Version {1,9}: ${VERSION}`, 'm')],
    ],
    'include/tcpdf_static.php',
  ),
  row('setasign/fpdf', ['fpdf.php'], /^class FPDF\b/m, [defined('FPDF_VERSION'), assigned('VERSION')]),
  row('mpdf/mpdf', ['mpdf.php', 'Mpdf.php'], /^(?:final )?class mPDF\b/im, [
    defined('mPDF_VERSION'),
    assigned('VERSION'),
  ]),
  row('adodb/adodb-php', ['adodb.inc.php'], /\bADODB_vers\b|\bADOdb\b/, [
    [new RegExp(String.raw`\$ADODB_vers = ["'][vV]?${VERSION}`)],
  ]),
  row('ezyang/htmlpurifier', ['HTMLPurifier.php', 'HTMLPurifier.standalone.php'], /^class HTMLPurifier\b/m, [
    assigned('VERSION'),
    assigned('version'),
  ]),
  row('econea/nusoap', ['nusoap.php'], /^class nusoap_base\b/m, [assigned('version')]),
  row(
    'econea/nusoap',
    ['class.nusoap_base.php'],
    /^class nusoap_base\b/m,
    [assigned('version')],
    'nusoap.php',
  ),
  row('twig/twig', ['Environment.php'], /^namespace Twig;|^class Twig_Environment\b/m, [assigned('VERSION')]),
  row('phpoffice/phpexcel', ['PHPExcel.php'], /^class PHPExcel\b/m, [
    [new RegExp(String.raw`^[ ]\* @version {1,9}v?${VERSION}`, 'm')],
  ]),
  row(
    'blueimp/jquery-file-upload',
    ['UploadHandler.php', 'upload.class.php'],
    /jQuery File Upload Plugin PHP Class/,
    [[new RegExp(`jQuery File Upload Plugin PHP Class ${VERSION}`)]],
  ),
  row('guzzlehttp/guzzle', ['ClientInterface.php'], /^namespace GuzzleHttp;/m, [assigned('VERSION')]),
  row('zendframework/zendframework1', ['Version.php'], /^(?:final )?class Zend_Version\b/m, [
    assigned('VERSION'),
  ]),
  row('codeigniter/framework', ['CodeIgniter.php'], /\bCodeIgniter\b/, [
    defined('CI_VERSION'),
    assigned('CI_VERSION'),
  ]),
  row('simplepie/simplepie', ['simplepie.inc', 'simplepie.class.php', 'SimplePie.php'], /'SIMPLEPIE_NAME'/, [
    defined('SIMPLEPIE_VERSION'),
  ]),
  row('pclzip/pclzip', ['pclzip.lib.php'], /^[ \t]{0,9}class PclZip\b/m, [
    [new RegExp(String.raw`\$g_pclzip_version = ["']${VERSION}`)],
  ]),
  row('erusev/parsedown', ['Parsedown.php'], /^class Parsedown\b[\s\S]{0,400}\bversion = /m, [
    assigned('version'),
  ]),
];
