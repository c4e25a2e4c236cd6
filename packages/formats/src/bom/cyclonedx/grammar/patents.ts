/** Patents and who asserts them. How to read the table: `grammar.ts`. */
export const PATENTS = `
patent
  bom-ref              ref                                            .       @
  patentNumber!        patentNumber
  applicationNumber    patentNumber
  jurisdiction!        jurisdiction
  priorityApplication  priorityApplication
  publicationNumber    patentNumber
  title                text
  abstract             text
  filingDate           date
  grantDate            date
  patentExpirationDate date
  patentLegalStatus!   patentLegalStatus
  patentAssignee       (organizationalContact|organizationalEntity)[] .       +>individual|organization
  externalReferences   externalReference[]                            .       >reference

patentFamily
  bom-ref             ref                 .       @
  familyId!           text
  priorityApplication priorityApplication
  members             ref[]               .       >ref
  externalReferences  externalReference[] .       >reference

priorityApplication
  applicationNumber! patentNumber
  jurisdiction!      jurisdiction
  filingDate!        date

patentAssertion
  bom-ref        ref                                            .       @
  assertionType! patentAssertionType
  patentRefs     ref[]                                          .       >bom-ref
  asserter!      organizationalEntity|organizationalContact|ref .       >organization|contact|ref
  notes          text
`;
