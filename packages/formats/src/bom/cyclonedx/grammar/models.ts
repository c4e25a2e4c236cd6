/** Machine-learning models and data sets. How to read the table: `grammar.ts`. */
export const MODELS = `
modelCard
  bom-ref              ref                  .       @
  modelParameters      modelParameters
  quantitativeAnalysis quantitativeAnalysis
  considerations       considerations
  properties           property[]           .       >property

modelParameters
  approach           approach
  task               text
  architectureFamily text
  modelArchitecture  text
  datasets           (componentData|datasetRef)[] .       >dataset|ref
  inputs             modelData[]                  .       >input
  outputs            modelData[]                  .       >output

approach
  type approachType

datasetRef
  ref ref .       =

modelData
  format text

quantitativeAnalysis
  performanceMetrics performanceMetric[] .       >performanceMetric
  graphics           graphics

performanceMetric
  type               text
  value              text
  slice              text
  confidenceInterval confidenceInterval

confidenceInterval
  lowerBound text
  upperBound text

considerations
  users                       text[]                      .       >user
  useCases                    text[]                      .       >useCase
  technicalLimitations        text[]                      .       >technicalLimitation
  performanceTradeoffs        text[]                      .       >performanceTradeoff
  ethicalConsiderations       risk[]                      .       >ethicalConsideration
  environmentalConsiderations environmentalConsiderations 1.6
  fairnessAssessments         fairnessAssessment[]        .       >fairnessAssessment

risk
  name               text
  mitigationStrategy text

fairnessAssessment
  groupAtRisk        text
  benefits           text
  harms              text
  mitigationStrategy text

environmentalConsiderations
  energyConsumptions energyConsumption[] .       >energyConsumption
  properties         property[]          .       >property

energyConsumption
  activity!           energyActivity
  energyProviders!    energyProvider[] .       +
  activityEnergyCost! energyMeasure
  co2CostEquivalent   co2Measure
  co2CostOffset       co2Measure
  properties          property[]       .       >property

energyProvider
  bom-ref            ref                  .       @
  description        text
  organization!      organizationalEntity
  energySource!      energySource
  energyProvided!    energyMeasure
  externalReferences externalReference[]  .       >reference

energyMeasure
  value! number
  unit!  energyUnit

co2Measure
  value! number
  unit!  co2Unit

componentData
  bom-ref        ref               .       @
  type!          componentDataType
  name           text
  contents       dataContents
  classification text
  sensitiveData  text[]            .       +
  graphics       graphics
  description    text
  governance     governance

dataContents
  attachment attachment
  url        uri
  properties property[] .       >property

graphics
  description text
  collection  graphic[] .       >graphic

graphic
  name  text
  image attachment
`;
