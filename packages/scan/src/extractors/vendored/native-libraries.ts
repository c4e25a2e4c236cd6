/**
 * C and C++ libraries that are copied into the sources, and the macros of their headers that say which release they are.
 * No registry names them, so they are generic packages.
 */
import { type CopiedLibrary, macro, macros } from './copied-library.ts';

type Facts = Pick<Partial<CopiedLibrary>, 'unless' | 'project'>;

const row = (
  name: string,
  files: CopiedLibrary['files'],
  is: RegExp,
  release: CopiedLibrary['release'],
  facts: Facts = {},
): CopiedLibrary => ({ ecosystem: 'generic', package: name, files, is, release, ...facts });

const SQLITE = { is: /\bSQLITE_VERSION\b/, release: [[macro('SQLITE_VERSION')]] } as const;

export const NATIVE_LIBRARIES: readonly CopiedLibrary[] = [
  row('zlib', ['zlib.h'], /\bZLIB_VERSION\b/, [[macro('ZLIB_VERSION')]]),
  row('sqlite', ['sqlite3.h'], SQLITE.is, SQLITE.release),
  row('sqlite', ['sqlite3.c'], SQLITE.is, SQLITE.release, { unless: 'sqlite3.h' }),
  row('openssl', ['opensslv.h'], /\bOPENSSL_VERSION_(?:TEXT|MAJOR)\b/, [
    macros('OPENSSL_VERSION_MAJOR', 'OPENSSL_VERSION_MINOR', 'OPENSSL_VERSION_PATCH'),
    [
      /^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,40}OPENSSL_VERSION_TEXT[ \t]{1,40}"OpenSSL (\d\.\d\.\d[a-z]{0,2})/m,
    ],
  ]),
  row('mbedtls', ['build_info.h', 'version.h'], /\bMBEDTLS_VERSION_STRING\b/, [
    [macro('MBEDTLS_VERSION_STRING')],
  ]),
  row('curl', ['curlver.h'], /\bLIBCURL_VERSION\b/, [[macro('LIBCURL_VERSION')]]),
  row('libpng', ['png.h'], /\bPNG_LIBPNG_VER_STRING\b/, [[macro('PNG_LIBPNG_VER_STRING')]]),
  row('expat', ['expat.h'], /\bXML_MAJOR_VERSION\b/, [
    macros('XML_MAJOR_VERSION', 'XML_MINOR_VERSION', 'XML_MICRO_VERSION'),
  ]),
  row('libjpeg', ['jversion.h'], /^(?![\s\S]{0,8000}libjpeg-turbo)[\s\S]{0,4000}\bJVERSION\b/, [
    [macro('JVERSION')],
  ]),
  row('libjpeg-turbo', ['jconfig.h'], /\bLIBJPEG_TURBO_VERSION\b/, [[macro('LIBJPEG_TURBO_VERSION')]]),
  row('libtiff', ['tiffvers.h'], /\bTIFFLIB_VERSION_STR\b/, [
    [/\bTIFFLIB_VERSION_STR "LIBTIFF, Version (\d{1,3}\.\d{1,3}\.\d{1,3}\w{0,10})\\n/],
  ]),
  row('libxml2', ['xmlversion.h'], /\bLIBXML_DOTTED_VERSION\b/, [[macro('LIBXML_DOTTED_VERSION')]]),
  row('openjpeg', ['opj_config.h'], /\bOPJ_VERSION_MAJOR\b/, [
    macros('OPJ_VERSION_MAJOR', 'OPJ_VERSION_MINOR', 'OPJ_VERSION_BUILD'),
  ]),
  row('pugixml', ['pugixml.hpp'], /\bPUGIXML_VERSION\b/, [
    [/^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,9}PUGIXML_VERSION[ \t]{1,9}\d{2,5} \/\/ (\d{1,3}\.\d{1,3})/m],
  ]),
  row('nlohmann-json', ['json.hpp'], /\bJSON for Modern C\+\+/, [
    macros('NLOHMANN_JSON_VERSION_MAJOR', 'NLOHMANN_JSON_VERSION_MINOR', 'NLOHMANN_JSON_VERSION_PATCH'),
    [/\| {1,9}version (\d{1,3}\.\d{1,3}\.\d{1,3})$/m],
  ]),
  row('rapidjson', ['rapidjson.h'], /\bRAPIDJSON_MAJOR_VERSION\b/, [
    macros('RAPIDJSON_MAJOR_VERSION', 'RAPIDJSON_MINOR_VERSION', 'RAPIDJSON_PATCH_VERSION'),
  ]),
  row('jsoncpp', ['version.h', 'json.h', 'json-forwards.h'], /\bJSONCPP_VERSION_STRING\b/, [
    [macro('JSONCPP_VERSION_STRING')],
  ]),
  row('cjson', ['cJSON.h'], /\bCJSON_VERSION_MAJOR\b|\bcJSON_Parse\b/, [
    macros('CJSON_VERSION_MAJOR', 'CJSON_VERSION_MINOR', 'CJSON_VERSION_PATCH'),
  ]),
  row('tinyxml2', ['tinyxml2.h'], /\bnamespace tinyxml2\b/, [
    macros('TINYXML2_MAJOR_VERSION', 'TINYXML2_MINOR_VERSION', 'TINYXML2_PATCH_VERSION'),
    [
      /\bTIXML2_MAJOR_VERSION = (\d{1,3})/,
      /\bTIXML2_MINOR_VERSION = (\d{1,3})/,
      /\bTIXML2_PATCH_VERSION = (\d{1,3})/,
    ],
  ]),
  row('stb_image', ['stb_image.h'], /\bstb_image\b/, [[/^\/\*[^\n]{0,60}\bstb_image - v(\d\.\d{1,3})/]]),
  row('miniz', ['miniz.h', 'miniz.c'], /\bMZ_VERSION\b/, [
    // The version in the first lines is that of the release; MZ_VERSION is that of the interface.
    [/^\/\* miniz\.[ch] v?(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)/m],
    [/^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,40}MZ_VERSION[ \t]{1,40}"(\d[\w.]{0,20})"/m],
  ]),
  row('lz4', ['lz4.h'], /\bLZ4_VERSION_MAJOR\b/, [
    macros('LZ4_VERSION_MAJOR', 'LZ4_VERSION_MINOR', 'LZ4_VERSION_RELEASE'),
  ]),
  row('zstd', ['zstd.h'], /\bZSTD_VERSION_MAJOR\b/, [
    macros('ZSTD_VERSION_MAJOR', 'ZSTD_VERSION_MINOR', 'ZSTD_VERSION_RELEASE'),
  ]),
  row('freetype', ['freetype.h'], /\bFREETYPE_MAJOR\b/, [
    macros('FREETYPE_MAJOR', 'FREETYPE_MINOR', 'FREETYPE_PATCH'),
  ]),
  row('hdf5', ['H5public.h'], /\bH5_VERS_MAJOR\b/, [
    macros('H5_VERS_MAJOR', 'H5_VERS_MINOR', 'H5_VERS_RELEASE'),
  ]),
  row('pcre', ['pcre.h'], /\bPCRE_MAJOR\b/, [[macro('PCRE_MAJOR'), macro('PCRE_MINOR')]]),
  row('pcre2', ['pcre2.h'], /\bPCRE2_MAJOR\b/, [[macro('PCRE2_MAJOR'), macro('PCRE2_MINOR')]]),
  row('boost', ['version.hpp'], /\bBOOST_LIB_VERSION\b/, [
    [
      /^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,40}BOOST_LIB_VERSION[ \t]{1,40}"(\d{1,3})_/m,
      /\bBOOST_LIB_VERSION[ \t]{1,40}"\d{1,3}_(\d{1,3})/,
      /\bBOOST_LIB_VERSION[ \t]{1,40}"\d{1,3}_\d{1,3}_(\d{1,3})"/,
    ],
  ]),
  row('spdlog', ['version.h'], /\bSPDLOG_VER_MAJOR\b/, [
    macros('SPDLOG_VER_MAJOR', 'SPDLOG_VER_MINOR', 'SPDLOG_VER_PATCH'),
  ]),
  row('libuv', ['version.h'], /\bUV_VERSION_MAJOR\b/, [
    macros('UV_VERSION_MAJOR', 'UV_VERSION_MINOR', 'UV_VERSION_PATCH'),
  ]),
  row('xz', ['version.h'], /\bLZMA_VERSION_MAJOR\b/, [
    macros('LZMA_VERSION_MAJOR', 'LZMA_VERSION_MINOR', 'LZMA_VERSION_PATCH'),
  ]),
  row('civetweb', ['civetweb.h'], /\bCIVETWEB_VERSION\b/, [[macro('CIVETWEB_VERSION')]]),
  row('mongoose', ['mongoose.h'], /\bMG_VERSION\b/, [[macro('MG_VERSION')]]),
  row('lua', ['lua.h'], /\bLUA_VERSION\b/, [
    [/^[ \t]{0,9}#[ \t]{0,9}define[ \t]{1,40}LUA_RELEASE[ \t]{1,40}"Lua (\d\.\d{1,2}(?:\.\d{1,2})?)"/m],
    macros('LUA_VERSION_MAJOR_N', 'LUA_VERSION_MINOR_N', 'LUA_VERSION_RELEASE_N'),
    macros('LUA_VERSION_MAJOR', 'LUA_VERSION_MINOR', 'LUA_VERSION_RELEASE'),
  ]),
  row('dcmtk', ['osconfig.h'], /\bDCMTK_[A-Z_]{1,60}\b/, [[macro('PACKAGE_VERSION')]]),
  row('gdcm', ['gdcmConfigure.h'], /\bGDCM_VERSION\b/, [[macro('GDCM_VERSION')]]),
];
