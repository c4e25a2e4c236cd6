/**
 * The classes of SPDX 3.0.1 (https://spdx.github.io/spdx-spec/v3.0.1/) with their properties. `Class < Parent`, then
 * one property per line: name (`!` required), type (`[]` a list). Types that are classes are objects or references.
 * How it is used: `validate.ts`.
 */
export const SPDX3_CLASSES = `
CreationInfo
  comment      text
  created!     dateTime
  createdBy!   Agent[]
  createdUsing Tool[]
  specVersion! semver

DictionaryEntry
  key!  text
  value text

Element (abstract)
  comment            text
  creationInfo!      CreationInfo
  description        text
  extension          extension_Extension[]
  externalIdentifier ExternalIdentifier[]
  externalRef        ExternalRef[]
  name               text
  summary            text
  verifiedUsing      IntegrityMethod[]

ElementCollection < Element (abstract)
  element            Element[]
  profileConformance profileConformance[]
  rootElement        Element[]

ExternalIdentifier
  comment                 text
  externalIdentifierType! externalIdentifierType
  identifier!             text
  identifierLocator       anyURI[]
  issuingAuthority        text

ExternalMap
  definingArtifact Artifact
  externalSpdxId!  anyURI
  locationHint     anyURI
  verifiedUsing    IntegrityMethod[]

ExternalRef
  comment         text
  contentType     mediaType
  externalRefType externalRefType
  locator         text[]

IndividualElement < Element

IntegrityMethod (abstract)
  comment text

NamespaceMap
  namespace! anyURI
  prefix!    text

PackageVerificationCode < IntegrityMethod
  algorithm!                          algorithm
  hashValue!                          text
  packageVerificationCodeExcludedFile text[]

PositiveIntegerRange
  beginIntegerRange! count1
  endIntegerRange!   count1

Relationship < Element
  completeness      completeness
  endTime           dateTime
  from!             Element
  relationshipType! relationshipType
  startTime         dateTime
  to!               Element[]

SpdxDocument < ElementCollection
  dataLicense  simplelicensing_AnyLicenseInfo
  import       ExternalMap[]
  namespaceMap NamespaceMap[]

Tool < Element

Agent < Element

Annotation < Element
  annotationType! annotationType
  contentType     mediaType
  statement       text
  subject!        Element

Artifact < Element (abstract)
  builtTime      dateTime
  originatedBy   Agent[]
  releaseTime    dateTime
  standardName   text[]
  suppliedBy     Agent
  supportLevel   supportLevel[]
  validUntilTime dateTime

Bundle < ElementCollection
  context text

Hash < IntegrityMethod
  algorithm! algorithm
  hashValue! text

LifecycleScopedRelationship < Relationship
  scope scope

Organization < Agent

Person < Agent

SoftwareAgent < Agent

Bom < Bundle

software_ContentIdentifier < IntegrityMethod
  software_contentIdentifierType!  contentIdentifierType
  software_contentIdentifierValue! anyURI

software_SoftwareArtifact < Artifact (abstract)
  software_additionalPurpose additionalPurpose[]
  software_attributionText   text[]
  software_contentIdentifier software_ContentIdentifier[]
  software_copyrightText     text
  software_primaryPurpose    primaryPurpose

software_File < software_SoftwareArtifact
  contentType       mediaType
  software_fileKind fileKind

software_Package < software_SoftwareArtifact
  software_downloadLocation anyURI
  software_homePage         anyURI
  software_packageUrl       anyURI
  software_packageVersion   text
  software_sourceInfo       text

software_Sbom < Bom
  software_sbomType sbomType[]

software_Snippet < software_SoftwareArtifact
  software_byteRange        PositiveIntegerRange
  software_lineRange        PositiveIntegerRange
  software_snippetFromFile! software_File

expandedlicensing_LicenseAddition < Element (abstract)
  expandedlicensing_additionText!            text
  expandedlicensing_isDeprecatedAdditionId   boolean
  expandedlicensing_licenseXml               text
  expandedlicensing_obsoletedBy              text
  expandedlicensing_seeAlso                  anyURI[]
  expandedlicensing_standardAdditionTemplate text

expandedlicensing_ListedLicenseException < expandedlicensing_LicenseAddition
  expandedlicensing_deprecatedVersion text
  expandedlicensing_listVersionAdded  text

simplelicensing_AnyLicenseInfo < Element (abstract)

simplelicensing_LicenseExpression < simplelicensing_AnyLicenseInfo
  simplelicensing_customIdToUri      DictionaryEntry[]
  simplelicensing_licenseExpression! text
  simplelicensing_licenseListVersion semver

simplelicensing_SimpleLicensingText < Element
  simplelicensing_licenseText! text

expandedlicensing_ConjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
  expandedlicensing_member! simplelicensing_AnyLicenseInfo[]

expandedlicensing_CustomLicenseAddition < expandedlicensing_LicenseAddition

expandedlicensing_DisjunctiveLicenseSet < simplelicensing_AnyLicenseInfo
  expandedlicensing_member! simplelicensing_AnyLicenseInfo[]

expandedlicensing_ExtendableLicense < simplelicensing_AnyLicenseInfo (abstract)

expandedlicensing_IndividualLicensingInfo < simplelicensing_AnyLicenseInfo

expandedlicensing_License < expandedlicensing_ExtendableLicense (abstract)
  expandedlicensing_isDeprecatedLicenseId   boolean
  expandedlicensing_isFsfLibre              boolean
  expandedlicensing_isOsiApproved           boolean
  expandedlicensing_licenseXml              text
  expandedlicensing_obsoletedBy             text
  expandedlicensing_seeAlso                 anyURI[]
  expandedlicensing_standardLicenseHeader   text
  expandedlicensing_standardLicenseTemplate text
  simplelicensing_licenseText!              text

expandedlicensing_ListedLicense < expandedlicensing_License
  expandedlicensing_deprecatedVersion text
  expandedlicensing_listVersionAdded  text

expandedlicensing_OrLaterOperator < expandedlicensing_ExtendableLicense
  expandedlicensing_subjectLicense! expandedlicensing_License

expandedlicensing_WithAdditionOperator < simplelicensing_AnyLicenseInfo
  expandedlicensing_subjectAddition!          expandedlicensing_LicenseAddition
  expandedlicensing_subjectExtendableLicense! expandedlicensing_ExtendableLicense

expandedlicensing_CustomLicense < expandedlicensing_License

security_VulnAssessmentRelationship < Relationship (abstract)
  suppliedBy               Agent
  security_assessedElement software_SoftwareArtifact
  security_modifiedTime    dateTime
  security_publishedTime   dateTime
  security_withdrawnTime   dateTime

security_CvssV2VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score!        decimal
  security_vectorString! text

security_CvssV3VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score!        decimal
  security_severity!     severity
  security_vectorString! text

security_CvssV4VulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_score!        decimal
  security_severity!     severity
  security_vectorString! text

security_EpssVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_percentile!  decimal
  security_probability! decimal

security_ExploitCatalogVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_catalogType! catalogType
  security_exploited!   boolean
  security_locator!     anyURI

security_SsvcVulnAssessmentRelationship < security_VulnAssessmentRelationship
  security_decisionType! decisionType

security_VexVulnAssessmentRelationship < security_VulnAssessmentRelationship (abstract)
  security_statusNotes text
  security_vexVersion  text

security_Vulnerability < Artifact
  security_modifiedTime  dateTime
  security_publishedTime dateTime
  security_withdrawnTime dateTime

security_VexAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
  security_actionStatement!    text
  security_actionStatementTime dateTime

security_VexFixedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship

security_VexNotAffectedVulnAssessmentRelationship < security_VexVulnAssessmentRelationship
  security_impactStatement     text
  security_impactStatementTime dateTime
  security_justificationType   justificationType

security_VexUnderInvestigationVulnAssessmentRelationship < security_VexVulnAssessmentRelationship

ai_EnergyConsumption
  ai_finetuningEnergyConsumption ai_EnergyConsumptionDescription[]
  ai_inferenceEnergyConsumption  ai_EnergyConsumptionDescription[]
  ai_trainingEnergyConsumption   ai_EnergyConsumptionDescription[]

ai_EnergyConsumptionDescription
  ai_energyQuantity! decimal
  ai_energyUnit!     energyUnit

build_Build < Element
  build_buildEndTime           dateTime
  build_buildId                text
  build_buildStartTime         dateTime
  build_buildType!             anyURI
  build_configSourceDigest     Hash[]
  build_configSourceEntrypoint text[]
  build_configSourceUri        anyURI[]
  build_environment            DictionaryEntry[]
  build_parameter              DictionaryEntry[]

ai_AIPackage < software_Package
  ai_autonomyType                    autonomyType
  ai_domain                          text[]
  ai_energyConsumption               ai_EnergyConsumption
  ai_hyperparameter                  DictionaryEntry[]
  ai_informationAboutApplication     text
  ai_informationAboutTraining        text
  ai_limitation                      text
  ai_metric                          DictionaryEntry[]
  ai_metricDecisionThreshold         DictionaryEntry[]
  ai_modelDataPreprocessing          text[]
  ai_modelExplainability             text[]
  ai_safetyRiskAssessment            safetyRiskAssessment
  ai_standardCompliance              text[]
  ai_typeOfModel                     text[]
  ai_useSensitivePersonalInformation useSensitivePersonalInformation

dataset_DatasetPackage < software_Package
  dataset_anonymizationMethodUsed         text[]
  dataset_confidentialityLevel            confidentialityLevel
  dataset_dataCollectionProcess           text
  dataset_dataPreprocessing               text[]
  dataset_datasetAvailability             datasetAvailability
  dataset_datasetNoise                    text
  dataset_datasetSize                     count
  dataset_datasetType!                    datasetType[]
  dataset_datasetUpdateMechanism          text
  dataset_hasSensitivePersonalInformation hasSensitivePersonalInformation
  dataset_intendedUse                     text
  dataset_knownBias                       text[]
  dataset_sensor                          DictionaryEntry[]

extension_CdxPropertyEntry
  extension_cdxPropName! text
  extension_cdxPropValue text

extension_Extension

extension_CdxPropertiesExtension < extension_Extension
  extension_cdxProperty! extension_CdxPropertyEntry[]
`;

/** Closed vocabularies, by the name of the property. */
export const SPDX3_WORDS = `
energyUnit
  kilowattHour megajoule other
profileConformance
  ai build core dataset expandedLicensing extension lite security simpleLicensing software
externalIdentifierType
  cpe22 cpe23 cve email gitoid other packageUrl securityOther swhid swid urlScheme
externalRefType
  altDownloadLocation altWebPage binaryArtifact bower buildMeta buildSystem certificationReport chat
  componentAnalysisReport cwe documentation dynamicAnalysisReport eolNotice exportControlAssessment
  funding issueTracker license mailingList mavenCentral metrics npm nuget other privacyAssessment
  productMetadata purchaseOrder qualityAssessmentReport releaseHistory releaseNotes riskAssessment
  runtimeAnalysisReport secureSoftwareAttestation securityAdversaryModel securityAdvisory securityFix
  securityOther securityPenTestReport securityPolicy securityThreatModel socialMedia sourceArtifact
  staticAnalysisReport support vcs vulnerabilityDisclosureReport vulnerabilityExploitabilityAssessment
algorithm
  adler32 blake2b256 blake2b384 blake2b512 blake3 crystalsDilithium crystalsKyber falcon md2 md4 md5
  md6 other sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512
completeness
  complete incomplete noAssertion
relationshipType
  affects amendedBy ancestorOf availableFrom configures contains coordinatedBy copiedTo delegatedTo
  dependsOn descendantOf describes doesNotAffect expandsTo exploitCreatedBy fixedBy fixedIn foundBy
  generates hasAddedFile hasAssessmentFor hasAssociatedVulnerability hasConcludedLicense hasDataFile
  hasDeclaredLicense hasDeletedFile hasDependencyManifest hasDistributionArtifact hasDocumentation
  hasDynamicLink hasEvidence hasExample hasHost hasInput hasMetadata hasOptionalComponent
  hasOptionalDependency hasOutput hasPrerequisite hasProvidedDependency hasRequirement hasSpecification
  hasStaticLink hasTest hasTestCase hasVariant invokedBy modifiedBy other packagedBy patchedBy
  publishedBy reportedBy republishedBy serializedInArtifact testedOn trainedOn underInvestigationFor
  usesTool
contentIdentifierType
  gitoid swhid
annotationType
  other review
supportLevel
  deployed development endOfSupport limitedSupport noAssertion noSupport support
scope
  build design development other runtime test
severity
  critical high low medium none
catalogType
  kev other
decisionType
  act attend track trackStar
additionalPurpose
  application archive bom configuration container data device deviceDriver diskImage documentation
  evidence executable file filesystemImage firmware framework install library manifest model module
  operatingSystem other patch platform requirement source specification test
primaryPurpose
  application archive bom configuration container data device deviceDriver diskImage documentation
  evidence executable file filesystemImage firmware framework install library manifest model module
  operatingSystem other patch platform requirement source specification test
justificationType
  componentNotPresent inlineMitigationsAlreadyExist vulnerableCodeCannotBeControlledByAdversary
  vulnerableCodeNotInExecutePath vulnerableCodeNotPresent
fileKind
  directory file
sbomType
  analyzed build deployed design runtime source
autonomyType
  no noAssertion yes
safetyRiskAssessment
  high low medium serious
useSensitivePersonalInformation
  no noAssertion yes
confidentialityLevel
  amber clear green red
datasetAvailability
  clickthrough directDownload query registration scrapingScript
datasetType
  audio categorical graph image noAssertion numeric other sensor structured syntactic text timeseries
  timestamp video
hasSensitivePersonalInformation
  no noAssertion yes
`;
