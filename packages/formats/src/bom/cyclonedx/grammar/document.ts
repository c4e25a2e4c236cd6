/** The document: its top level, and what is used everywhere. How to read the table: `grammar.ts`. */
export const DOCUMENT = `
bom
  $schema            text                1.2     -
  bomFormat!         bomFormat           .       -
  specVersion!       text                .       -
  serialNumber       serialNumber        1.1     @
  version!-1.4       positive            .       @
  metadata           metadata            1.2
  components!-1.1    component[]^        .       >component
  services           service[]^          1.2     >service
  externalReferences externalReference[] 1.1     >reference
  dependencies       dependency[]^       1.2     >dependency
  compositions       composition[]^      1.3     >composition
  properties         property[]          1.5/1.3 >property
  vulnerabilities    vulnerability[]^    1.4     >vulnerability
  annotations        annotation[]^       1.5     >annotation
  formulation        formula[]^          1.5     >formula
  declarations       declarations        1.6
  definitions        definitions         1.6
  citations          citation[]^         1.7     >citation
  signature          jsf                 1.4     -
  open 1.2-1.3

metadata
  timestamp               dateTime
  lifecycles              lifecycle[]             1.5     >lifecycle
  tools                   tool[]|toolSet@1.5          .       *tools
  authors                 organizationalContact[] .       >author
  component               component
  manufacturer            organizationalEntity    1.6
  manufacture             organizationalEntity
  supplier                organizationalEntity
  licenses                licenseChoice[]         1.3     *licences
  properties              property[]              1.3     >property
  distributionConstraints distributionConstraints 1.7
  open 1.2-1.3

lifecycle
  phase       phase
  name        text
  description text
  one-of phase / name

toolSet
  components component[]^ .       >component
  services   service[]^   .       >service

tool
  vendor             text
  name               text
  version            version
  hashes             hash[]              .       >hash
  externalReferences externalReference[] 1.4     >reference
  open 1.2-1.3

distributionConstraints
  tlp tlp

organizationalEntity
  bom-ref ref                     1.5     @
  name    text
  address postalAddress           1.6
  url     uri[]                   .       +
  contact organizationalContact[] .       +
  open 1.2-1.3

organizationalContact
  bom-ref ref   1.5     @
  name    text
  email   email
  phone   text
  open 1.2-1.3

postalAddress
  bom-ref             ref  .       @
  country             text
  region              text
  locality            text
  postOfficeBoxNumber text
  postalCode          text
  streetAddress       text

property
  name!1.6 text .       @
  value    text .       =
  open 1.2-1.5

attachment
  contentType text     .       @content-type
  encoding    encoding .       @
  content!    content  .       =
  open 1.2-1.3

hash
  alg!     hashAlgorithm .       @
  content! hashContent   .       =
  open 1.2-1.3

externalReference
  type!      externalReferenceType .       @
  url!       uri
  comment    text
  hashes     hash[]                1.3     >hash
  properties property[]            1.7     >property
  open 1.2-1.3

dependency
  ref!      ref    .       @
  provides  ref[]^ 1.6     +provides@ref
  dependsOn ref[]^ .       +dependency@ref
  open 1.2-1.3
  any-order

composition
  bom-ref         ref       1.5     @
  aggregate!      aggregate
  assemblies      ref[]^    .       >assembly@ref
  dependencies    ref[]     .       >dependency@ref
  vulnerabilities ref[]     1.5     >vulnerability@ref
  signature       jsf       1.4     -
  open 1.2-1.3
  any-order

annotation
  bom-ref    ref       .       @
  subjects!  ref[]^    .       >subject@ref
  annotator! annotator
  timestamp! dateTime
  text!      text
  signature  jsf       .       -

annotator
  organization organizationalEntity
  individual   organizationalContact
  component    component
  service      service
  one-of organization / individual / component / service

citation
  bom-ref      ref      .       @
  pointers     text[]   .       >pointer
  expressions  text[]   .       >expression
  timestamp!   dateTime
  attributedTo ref
  process      ref
  note         text
  signature    jsf      .       -
  one-of pointers / expressions
  any-of attributedTo / process
`;
