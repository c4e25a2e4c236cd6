/** Components, their pedigree and evidence. How to read the table: `grammar.ts`. */
export const COMPONENTS = `
component
  type!              componentType           .       @
  mime-type          mimeType                1.2     @
  bom-ref            ref                     1.1     @
  isExternal         boolean                 1.7     @
  supplier           organizationalEntity    1.2
  manufacturer       organizationalEntity    1.6
  authors            organizationalContact[] 1.6     >author
  author             text                    1.2
  publisher          text
  group              text
  name!              text
  version!-1.3       version
  versionRange       versionRange            1.7
  description        text
  scope              scope
  hashes             hash[]                  .       >hash
  licenses           licenseChoice[]         .       *licences
  copyright          text
  patentAssertions   patentAssertion[]       1.7     >patentAssertion
  cpe                text
  purl               text
  omniborId          text[]                  1.6     +
  swhid              text[]                  1.6     +
  swid               swid                    1.2
  modified!-1.0      boolean
  pedigree           pedigree                1.1
  externalReferences externalReference[]     1.1     >reference
  properties         property[]              1.3     >property
  components         component[]^            .       >component
  evidence           componentEvidence       1.3
  releaseNotes       releaseNotes            1.4
  modelCard          modelCard               1.5
  data               componentData[]         1.5     +
  cryptoProperties   cryptoProperties        1.6
  tags               text[]                  1.6     >tag
  signature          jsf                     1.4     -
  open 1.2-1.3
  not-both version / versionRange
  only-if versionRange isExternal
  xml-one data 1.5-1.5

swid
  tagId!     text       .       @
  name!      text       .       @
  version    text       .       @
  tagVersion integer    .       @
  patch      boolean    .       @
  text       attachment
  url        uri
  open 1.2-1.3

pedigree
  ancestors   component[] .       >component
  descendants component[] .       >component
  variants    component[] .       >component
  commits     commit[]    .       >commit
  patches     patch[]     1.2     >patch
  notes       text
  open 1.2-1.3

commit
  uid       text
  url       uri
  author    identifiableAction
  committer identifiableAction
  message   text
  open 1.2-1.3

identifiableAction
  timestamp dateTime
  name      text
  email     email
  open 1.2-1.3

patch
  type!    patchType .       @
  diff     diff
  resolves issue[]   .       >issue
  open 1.2-1.3

diff
  text attachment
  url  uri
  open 1.2-1.3

issue
  type!       issueType   .       @
  id          text
  name        text
  description text
  source      issueSource
  references  uri[]       .       >url
  open 1.2-1.3

issueSource
  name text
  url  uri
  open 1.2-1.3

releaseNotes
  type!         text
  title         text
  featuredImage uri
  socialImage   uri
  description   text
  timestamp     dateTime
  aliases       text[]     .       >alias
  tags          text[]     .       >tag
  resolves      issue[]    .       >issue
  notes         note[]     .       >note
  properties    property[] .       >property
  any-order

note
  locale locale
  text!  attachment

componentEvidence
  identity    identity[]@1.6|identity 1.5     +
  occurrences occurrence[]        1.5     >occurrence
  callstack   callstack           1.5
  licenses    licenseChoice[]     .       *licences
  copyright   copyright[]         .       >text
  open 1.2-1.3

identity
  field!         identityField
  confidence     fraction
  concludedValue text                    1.6
  methods        identityMethod[] .       >method
  tools          ref[]            .       >tool@ref

identityMethod
  technique!  technique
  confidence! fraction
  value       text

occurrence
  bom-ref           ref   .       @
  location!         text
  line              count 1.6
  offset            count 1.6
  symbol            text  1.6
  additionalContext text  1.6

callstack
  frames frame[] .       >frame
  tools  ref[]   xml     >tool@ref

frame
  package      text
  module!      text
  function     text
  parameters   text[]  .       >parameter
  line         integer
  column       integer
  fullFilename text

copyright
  text! text .       =
  open 1.2-1.3
`;
