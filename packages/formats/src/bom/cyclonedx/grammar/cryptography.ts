/** Cryptographic assets (CBOM). How to read the table: `grammar.ts`. */
export const CRYPTOGRAPHY = `
cryptoProperties
  assetType!                      assetType
  algorithmProperties             algorithmProperties
  certificateProperties           certificateProperties
  relatedCryptoMaterialProperties cryptoMaterialProperties
  protocolProperties              protocolProperties
  oid                             text

algorithmProperties
  primitive                primitive
  algorithmFamily          algorithmFamily        1.7
  parameterSetIdentifier   text
  curve                    text
  ellipticCurve            ellipticCurve          1.7
  executionEnvironment     executionEnvironment
  implementationPlatform   implementationPlatform
  certificationLevel       certificationLevel[]   .       +
  mode                     mode
  padding                  padding
  cryptoFunctions          cryptoFunction[]       .       >cryptoFunction
  classicalSecurityLevel   count
  nistQuantumSecurityLevel quantumLevel

certificateProperties
  serialNumber               text                   1.7
  subjectName                text
  issuerName                 text
  notValidBefore             dateTime
  notValidAfter              dateTime
  signatureAlgorithmRef      ref
  subjectPublicKeyRef        ref
  certificateFormat          text
  certificateExtension       text
  certificateFileExtension   text                   1.7
  fingerprint                hash                   1.7
  certificateState           certificateState[]     1.7     +
  creationDate               dateTime               1.7
  activationDate             dateTime               1.7
  deactivationDate           dateTime               1.7
  revocationDate             dateTime               1.7
  destructionDate            dateTime               1.7
  certificateExtensions      certificateExtension[] 1.7     >certificateExtension
  relatedCryptographicAssets cryptoAsset[]          1.7     >relatedCryptographicAsset

certificateState
  state       certificateStateName
  name        text
  description text
  reason      text
  one-of state / name

certificateExtension
  commonExtensionName  certificateExtensionName
  commonExtensionValue text
  customExtensionName  text
  customExtensionValue text
  one-of commonExtensionName+commonExtensionValue / customExtensionName

cryptoMaterialProperties
  type                       cryptoMaterialType
  id                         text
  state                      cryptoMaterialState
  algorithmRef               ref
  creationDate               dateTime
  activationDate             dateTime
  updateDate                 dateTime
  expirationDate             dateTime
  value                      text
  size                       integer
  format                     text
  securedBy                  securedBy
  fingerprint                hash                1.7
  relatedCryptographicAssets cryptoAsset[]       1.7     >relatedCryptographicAsset

securedBy
  mechanism    text
  algorithmRef ref

cryptoAsset
  type text
  ref  ref

protocolProperties
  type                       protocolType
  version                    text
  cipherSuites               cipherSuite[]       .       >cipherSuite
  ikev2TransformTypes        ikev2TransformTypes
  cryptoRefArray             ref[]               .       +cryptoRef
  relatedCryptographicAssets cryptoAsset[]       1.7     -

cipherSuite
  name                text
  algorithms          ref[]  .       >algorithm
  identifiers         text[] .       >identifier
  tlsGroups           text[] 1.7     >group
  tlsSignatureSchemes text[] 1.7     >signatureScheme

ikev2TransformTypes
  encr  ikeV2Enc[]@1.7|ref[]   .       +
  prf   ikeV2Prf[]@1.7|ref[]   .       +
  integ ikeV2Integ[]@1.7|ref[] .       +
  ke    ikeV2Ke[]@1.7|ref[]    .       +
  esn   boolean
  auth  ikeV2Auth[]@1.7|ref[]  .       +

ikeV2Enc
  name      text
  keyLength integer
  algorithm ref

ikeV2Prf
  name      text
  algorithm ref

ikeV2Integ
  name      text
  algorithm ref

ikeV2Ke
  group     integer
  algorithm ref

ikeV2Auth
  name      text
  algorithm ref
`;
