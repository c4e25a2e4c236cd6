/** Licences and how they are bought. How to read the table: `grammar.ts`. */
export const LICENCES = `
licenseChoice
  license           license            .       *
  expression        text               1.1     *
  expressionDetails expressionDetail[] 1.7     *
  acknowledgement   acknowledgement    1.6     *
  bom-ref           ref                1.5     *
  licensing         licensing          1.7     *
  properties        property[]         1.7     *
  one-of license / expression
  alone expression 1.5-1.6/1.0-1.6

license
  bom-ref         ref             1.5     @
  acknowledgement acknowledgement 1.6     @
  id              licenceId
  name            text
  text            attachment      1.1
  url             uri             1.1
  licensing       licensing       1.5
  properties      property[]      1.5     >property
  one-of id / name
  xml-neither 1.0-1.5

expressionDetail
  licenseIdentifier! text       .       @license-identifier
  bom-ref            ref        .       @
  text               attachment
  url                uri

licensing
  altIds        text[]         .       >altId
  licensor      licensingParty
  licensee      licensingParty
  purchaser     licensingParty
  purchaseOrder text
  licenseTypes  licenseType[]  .       >licenseType
  lastRenewal   dateTime
  expiration    dateTime

licensingParty
  organization organizationalEntity
  individual   organizationalContact
  one-of organization / individual
`;
