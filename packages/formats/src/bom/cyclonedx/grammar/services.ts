/** Services and the data that flows through them. How to read the table: `grammar.ts`. */
export const SERVICES = `
service
  bom-ref            ref                  .       @
  provider           organizationalEntity
  group              text
  name!              text
  version            version
  description        text
  endpoints          uri[]                .       >endpoint
  authenticated      boolean
  x-trust-boundary   boolean
  trustZone          text                 1.5
  data               serviceData[]        .       *serviceData
  licenses           licenseChoice[]      .       *licences
  patentAssertions   patentAssertion[]    1.7     >patentAssertion
  externalReferences externalReference[]  .       >reference
  properties         property[]           1.3     >property
  services           service[]^           .       >service
  releaseNotes       releaseNotes         1.4
  tags               text[]               1.6     >tag
  signature          jsf                  1.4     -
  open 1.2-1.3

serviceData
  name            text       1.5     @
  description     text       1.5     @
  flow!           dataFlow
  classification! text
  governance      governance 1.5
  source          uri[]      1.5     >url
  destination     uri[]      1.5     >url

governance
  custodians responsibleParty[] .       >custodian
  stewards   responsibleParty[] .       >steward
  owners     responsibleParty[] .       >owner

responsibleParty
  organization organizationalEntity
  contact      organizationalContact .       :individual
  one-of organization / contact
`;
