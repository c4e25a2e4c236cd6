/** Attestations of conformance and the standards they are made against. How to read the table: `grammar.ts`. */
export const DECLARATIONS = `
declarations
  assessors    assessor[]      .       >assessor
  attestations attestation[]   .       >attestation
  claims       claim[]         .       >claim
  evidence     claimEvidence[] .       >evidence
  targets      targets
  affirmation  affirmation
  signature    jsf             .       -

assessor
  bom-ref      ref                  .       @
  thirdParty   boolean
  organization organizationalEntity

attestation
  summary   text
  assessor  ref
  map       attestationMap[] .       +
  signature jsf              .       -

attestationMap
  requirement   ref
  claims        ref[]       .       >claim
  counterClaims ref[]       .       >counterClaim
  conformance   conformance
  confidence    confidence

conformance
  score                fraction
  rationale            text
  mitigationStrategies ref[]    .       >mitigationStrategy

confidence
  score     fraction
  rationale text

claim
  bom-ref              ref                 .       @
  target               ref
  predicate            text
  mitigationStrategies ref[]               .       >mitigationStrategy
  reasoning            text
  evidence             ref[]               .       +
  counterEvidence      ref[]               .       +
  externalReferences   externalReference[] .       >reference
  signature            jsf                 .       -

claimEvidence
  bom-ref      ref                   .       @
  propertyName text
  description  text
  data         claimData[]           .       +
  created      dateTime
  expires      dateTime
  author       organizationalContact
  reviewer     organizationalContact
  signature    jsf                   .       -

claimData
  name           text
  contents       claimContents
  classification text
  sensitiveData  text[]        .       +
  governance     governance

claimContents
  attachment attachment
  url        uri

targets
  organizations organizationalEntity[] .       >organization
  components    component[]            .       >component
  services      service[]              .       >service

affirmation
  statement   text
  signatories signatory[] .       >signatory
  signature   jsf         .       -

signatory
  name              text
  role              text
  organization      organizationalEntity
  externalReference externalReference
  signature         jsf                  .       -
  one-of signature / externalReference+organization

definitions
  standards standard[]              .       >standard
  patents   (patent|patentFamily)[] 1.7     >patent|patentFamily

standard
  bom-ref            ref                 .       @
  name               text
  version            text
  description        text
  owner              text
  requirements       requirement[]       .       >requirement
  levels             level[]             .       >level
  externalReferences externalReference[] .       >reference
  signature          jsf                 .       -

requirement
  bom-ref            ref                 .       @
  identifier         text
  title              text
  text               text
  descriptions       text[]              .       >description
  openCre            openCre[]           .       +
  parent             ref
  properties         property[]          .       >property
  externalReferences externalReference[] .       >reference

level
  bom-ref      ref   .       @
  identifier   text
  title        text
  description  text
  requirements ref[] .       >requirement
`;
