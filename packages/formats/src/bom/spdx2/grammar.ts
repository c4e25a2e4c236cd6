/**
 * The grammar of SPDX 2.2 and 2.3, JSON and tag-value, as one table: validation, both encodings, older versions and
 * the docs are driven by it. A line of a type is a field:
 *
 * `name` (`!` required, `!2.2` required in 2.2 only, `!2.3` since 2.3) · type (`[]` a list, `[]+` not empty) ·
 * version that brought it (`.` both) · tag of the tag-value encoding (`-` none of its own)
 *
 * Types that are not in the table are scalars (`SCALARS`) or vocabularies (`WORDS`).
 */
const TABLE = `
document
  $schema                     text             2.3  -
  spdxVersion!                text             .    SPDXVersion
  dataLicense!                text             .    DataLicense
  SPDXID!                     id               .    SPDXID
  name!                       text             .    DocumentName
  documentNamespace!2.3       namespace        .    DocumentNamespace
  comment                     text             .    DocumentComment
  externalDocumentRefs        documentRef[]    .    ExternalDocumentRef
  creationInfo!               creationInfo     .    -
  documentDescribes           id[]             .    -
  annotations                 annotation[]     .    -
  revieweds                   review[]         .    -
  packages                    package[]        .    -
  files                       file[]           .    -
  snippets                    snippet[]        .    -
  hasExtractedLicensingInfos  licensingInfo[]  .    -
  relationships               relationship[]   .    Relationship

creationInfo
  creators!                   text[]+          .    Creator
  created!                    dateTime         .    Created
  comment                     text             .    CreatorComment
  licenseListVersion          text             .    LicenseListVersion

documentRef
  externalDocumentId!         documentRefId    .    -
  spdxDocument!               text             .    -
  checksum!                   checksum         .    -

checksum
  algorithm!                  algorithm        .    -
  checksumValue!              text             .    -

annotation
  annotator!                  text             .    Annotator
  annotationDate!             dateTime         .    AnnotationDate
  annotationType!             annotationType   .    AnnotationType
  comment!                    text             .    AnnotationComment

review
  reviewer                    text             .    Reviewer
  reviewDate!                 dateTime         .    ReviewDate
  comment                     text             .    ReviewComment

package
  name!                       text             .    PackageName
  SPDXID!                     id               .    SPDXID
  versionInfo                 text             .    PackageVersion
  packageFileName             text             .    PackageFileName
  supplier                    text             .    PackageSupplier
  originator                  text             .    PackageOriginator
  downloadLocation!           text             .    PackageDownloadLocation
  filesAnalyzed               boolean          .    FilesAnalyzed
  packageVerificationCode     verification     .    PackageVerificationCode
  checksums                   checksum[]       .    PackageChecksum
  homepage                    text             .    PackageHomePage
  sourceInfo                  text             .    PackageSourceInfo
  primaryPackagePurpose       purpose          2.3  PrimaryPackagePurpose
  builtDate                   dateTime         2.3  BuiltDate
  releaseDate                 dateTime         2.3  ReleaseDate
  validUntilDate              dateTime         2.3  ValidUntilDate
  licenseConcluded!2.2        licence          .    PackageLicenseConcluded
  licenseInfoFromFiles        licence[]        .    PackageLicenseInfoFromFiles
  licenseDeclared!2.2         licence          .    PackageLicenseDeclared
  licenseComments             text             .    PackageLicenseComments
  copyrightText!2.2           text             .    PackageCopyrightText
  summary                     text             .    PackageSummary
  description                 text             .    PackageDescription
  comment                     text             .    PackageComment
  attributionTexts            text[]           .    PackageAttributionText
  externalRefs                externalRef[]    .    ExternalRef
  annotations                 annotation[]     .    -
  hasFiles                    id[]             .    -

verification
  packageVerificationCodeValue!         text    .   -
  packageVerificationCodeExcludedFiles  text[]  .   -

externalRef
  referenceCategory!          refCategory      .    -
  referenceType!              text             .    -
  referenceLocator!           locator          .    -
  comment                     text             .    ExternalRefComment

file
  fileName!                   text             .    FileName
  SPDXID!                     id               .    SPDXID
  fileTypes                   fileType[]       .    FileType
  checksums!                  checksum[]+      .    FileChecksum
  licenseConcluded!2.2        licence          .    LicenseConcluded
  licenseInfoInFiles!2.2      licence[]        .    LicenseInfoInFile
  licenseComments             text             .    LicenseComments
  copyrightText!2.2           text             .    FileCopyrightText
  comment                     text             .    FileComment
  noticeText                  text             .    FileNotice
  fileContributors            text[]           .    FileContributor
  attributionTexts            text[]           .    FileAttributionText
  fileDependencies            text[]           .    FileDependency
  artifactOfs                 artifactOf[]     .    -
  annotations                 annotation[]     .    -

artifactOf
  name                        text             .    ArtifactOfProjectName
  homePage                    text             .    ArtifactOfProjectHomePage
  projectUri                  text             .    ArtifactOfProjectURI

snippet
  SPDXID!                     id               .    SnippetSPDXID
  snippetFromFile!            text             .    SnippetFromFileSPDXID
  ranges!2.3                  range[]          .    -
  licenseConcluded!2.2        licence          .    SnippetLicenseConcluded
  licenseInfoInSnippets       licence[]        .    LicenseInfoInSnippet
  licenseComments             text             .    SnippetLicenseComments
  copyrightText!2.2           text             .    SnippetCopyrightText
  comment                     text             .    SnippetComment
  name!                       text             .    SnippetName
  attributionTexts            text[]           .    SnippetAttributionText
  annotations                 annotation[]     .    -

range
  startPointer!               pointer          .    -
  endPointer!                 pointer          .    -

pointer
  reference!                  text             .    -
  offset                      integer          .    -
  lineNumber                  integer          .    -

licensingInfo
  licenseId!                  licenceRef       .    LicenseID
  extractedText!              text             .    ExtractedText
  name                        text             .    LicenseName
  seeAlsos                    text[]           .    LicenseCrossReference
  comment                     text             .    LicenseComment
  crossRefs                   crossRef[]       .    -

crossRef
  url!                        text             .    -
  isLive                      boolean          .    -
  isValid                     boolean          .    -
  isWayBackLink               boolean          .    -
  match                       text             .    -
  order                       integer          .    -
  timestamp                   text             .    -

relationship
  spdxElementId!              element          .    -
  relationshipType!           relationshipType .    -
  relatedSpdxElement!         element          .    -
  comment                     text             .    RelationshipComment
`;

const WORD_TABLE = `
algorithm
  SHA1 SHA224 SHA256 SHA384 SHA512 MD2 MD4 MD5 MD6 2.3:SHA3-256 2.3:SHA3-384 2.3:SHA3-512 2.3:BLAKE2b-256
  2.3:BLAKE2b-384 2.3:BLAKE2b-512 2.3:BLAKE3 2.3:ADLER32
annotationType
  OTHER REVIEW
purpose
  APPLICATION FRAMEWORK LIBRARY CONTAINER OPERATING_SYSTEM OPERATING-SYSTEM DEVICE FIRMWARE SOURCE ARCHIVE FILE INSTALL OTHER
refCategory
  OTHER SECURITY PACKAGE_MANAGER 2.3:PACKAGE-MANAGER 2.3:PERSISTENT-ID 2.3:PERSISTENT_ID
fileType
  SOURCE BINARY ARCHIVE APPLICATION AUDIO IMAGE TEXT VIDEO DOCUMENTATION SPDX OTHER
relationshipType
  DESCRIBES DESCRIBED_BY CONTAINS CONTAINED_BY DEPENDS_ON DEPENDENCY_OF DEPENDENCY_MANIFEST_OF BUILD_DEPENDENCY_OF
  DEV_DEPENDENCY_OF OPTIONAL_DEPENDENCY_OF PROVIDED_DEPENDENCY_OF TEST_DEPENDENCY_OF RUNTIME_DEPENDENCY_OF EXAMPLE_OF
  GENERATES GENERATED_FROM ANCESTOR_OF DESCENDANT_OF VARIANT_OF DISTRIBUTION_ARTIFACT PATCH_FOR PATCH_APPLIED COPY_OF
  FILE_ADDED FILE_DELETED FILE_MODIFIED EXPANDED_FROM_ARCHIVE DYNAMIC_LINK STATIC_LINK DATA_FILE_OF TEST_CASE_OF
  BUILD_TOOL_OF DEV_TOOL_OF TEST_OF TEST_TOOL_OF DOCUMENTATION_OF OPTIONAL_COMPONENT_OF METAFILE_OF PACKAGE_OF
  PREREQUISITE_FOR HAS_PREREQUISITE OTHER 2.3:AMENDS 2.3:REQUIREMENT_DESCRIPTION_FOR 2.3:SPECIFICATION_FOR
`;

const SPDX2_VERSIONS = ['2.2', '2.3'] as const;
export type Spdx2Version = (typeof SPDX2_VERSIONS)[number];

export interface Spdx2Field {
  readonly name: string;
  readonly type: string;
  readonly list: boolean;
  readonly notEmpty: boolean;
  readonly since: Spdx2Version;
  readonly required: (version: Spdx2Version) => boolean;
  /** Of the tag-value encoding. */
  readonly tag: string | null;
}

export type Spdx2Type = ReadonlyMap<string, Spdx2Field>;

export const SPDX2_GRAMMAR: ReadonlyMap<string, Spdx2Type> = new Map(
  TABLE.trim()
    .split(/\n{2,}/)
    .map((block): [string, Spdx2Type] => {
      const [name = '', ...lines] = block.split('\n');
      return [name, new Map(lines.map(fieldOf).map((field) => [field.name, field]))];
    }),
);

function fieldOf(line: string): Spdx2Field {
  const [first = '', type = 'text', since = '.', tag = '-'] = line.trim().split(/\s+/);
  const [name = '', required] = first.split('!');
  return {
    name,
    type: type.replace(/\[\]\+?$/, ''),
    list: type.includes('[]'),
    notEmpty: type.endsWith('+'),
    since: since === '2.3' ? '2.3' : '2.2',
    required: (version) => required === '' || required === version,
    tag: tag === '-' ? null : tag,
  };
}

/** Words by vocabulary, with the version that brought each. */
export const SPDX2_WORDS: ReadonlyMap<string, ReadonlyMap<string, Spdx2Version>> = new Map(
  WORD_TABLE.trim()
    .split(/\n(?=\S)/)
    .map((block): [string, ReadonlyMap<string, Spdx2Version>] => {
      const [name = '', ...words] = block.split(/\s+/);
      return [
        name,
        new Map(
          words.map((word): [string, Spdx2Version] =>
            word.startsWith('2.3:') ? [word.slice(4), '2.3'] : [word, '2.2'],
          ),
        ),
      ];
    }),
);

/** Scalars that are text of a form; the official schema demands only some of it, the specification all. */
export const SPDX2_SCALARS: ReadonlyMap<
  string,
  { readonly form: RegExp; readonly expected: string; readonly severity: 'error' | 'warning' }
> = new Map([
  [
    'id',
    { form: /^SPDXRef-[A-Za-z0-9.-]+$/, expected: 'an id such as SPDXRef-Package (§3.2)', severity: 'error' },
  ],
  [
    'element',
    {
      form: /^(?:NONE|NOASSERTION|(?:DocumentRef-[A-Za-z0-9.+-]+:)?SPDXRef-[A-Za-z0-9.-]+)$/,
      expected: 'the id of an element, NONE or NOASSERTION (§11.1)',
      severity: 'error',
    },
  ],
  [
    'documentRefId',
    {
      form: /^DocumentRef-[A-Za-z0-9.+-]+$/,
      expected: 'an id such as DocumentRef-tools (§6.6)',
      severity: 'error',
    },
  ],
  [
    'licenceRef',
    {
      form: /^LicenseRef-[A-Za-z0-9.-]+$/,
      expected: 'an id such as LicenseRef-1 (§10.1)',
      severity: 'error',
    },
  ],
  [
    'namespace',
    {
      form: /^[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+$/,
      expected: 'an absolute URI without “#” (§6.5)',
      severity: 'error',
    },
  ],
  [
    'dateTime',
    {
      form: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)Z$/,
      expected: 'a date and time such as 2010-01-29T18:30:22Z (§6.9)',
      severity: 'error',
    },
  ],
  ['locator', { form: /^\S+$/, expected: 'a locator without spaces (§7.21)', severity: 'error' }],
]);
