/** Vulnerabilities and the analysis of them (VEX). How to read the table: `grammar.ts`. */
export const VULNERABILITIES = `
vulnerability
  bom-ref        ref                  .       @
  id             text
  source         vulnerabilitySource
  references     vulnerabilityAlias[] .       >reference
  ratings        rating[]             .       >rating
  cwes           positive[]           .       >cwe
  description    text
  detail         text
  recommendation text
  workaround     text                 1.5
  proofOfConcept proofOfConcept       1.5
  advisories     advisory[]           .       >advisory
  created        dateTime
  published      dateTime
  updated        dateTime
  rejected       dateTime             1.5
  credits        credits
  tools          tool[]|toolSet@1.5       .       *tools
  analysis       analysis
  affects        affected[]^          .       >target
  properties     property[]           .       >property

vulnerabilitySource
  name text
  url  text

vulnerabilityAlias
  id!     text
  source! vulnerabilitySource

rating
  source        vulnerabilitySource
  score         number
  severity      severity
  method        scoreMethod
  vector        text
  justification text

advisory
  title text
  url!  uri

credits
  organizations organizationalEntity[]  .       >organization
  individuals   organizationalContact[] .       >individual

proofOfConcept
  reproductionSteps  text
  environment        text
  supportingMaterial attachment[] .       >attachment
  open 1.2-1.7

analysis
  state         analysisState
  justification analysisJustification
  response      analysisResponse[]    .       responses>response
  detail        text
  firstIssued   dateTime              1.5
  lastUpdated   dateTime              1.5

affected
  ref!     ref
  versions affectedVersion[] .       >version

affectedVersion
  version version
  range   versionRange
  status  affectedStatus
  one-of version / range
`;
