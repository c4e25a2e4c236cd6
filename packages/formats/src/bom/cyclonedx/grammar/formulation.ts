/** How something was built: workflows, tasks, steps. How to read the table: `grammar.ts`. */
export const FORMULATION = `
formula
  bom-ref    ref          .       @
  components component[]^ .       >component
  services   service[]^   .       >service
  workflows  workflow[]^  .       >workflow
  properties property[]   .       >property

workflow
  bom-ref!           ref           .       @
  uid!               text
  name               text
  description        text
  resourceReferences resource[]^   .       >resourceReference
  tasks              task[]^       .       >task
  taskDependencies   dependency[]^ .       >dependency
  taskTypes!         taskType[]    .       >taskType
  trigger            trigger
  steps              step[]^       .       >step
  inputs             taskInput[]^  .       >input
  outputs            taskOutput[]^ .       >output
  timeStart          dateTime
  timeEnd            dateTime
  workspaces         workspace[]^  .       >workspace
  runtimeTopology    dependency[]^ .       >dependency
  properties         property[]    .       >property

task
  bom-ref!           ref           .       @
  uid!               text
  name               text
  description        text
  resourceReferences resource[]^   .       >resourceReference
  taskTypes!         taskType[]    .       >taskType
  trigger            trigger
  steps              step[]^       .       >step
  inputs             taskInput[]^  .       >input
  outputs            taskOutput[]^ .       >output
  timeStart          dateTime
  timeEnd            dateTime
  workspaces         workspace[]^  .       >workspace
  runtimeTopology    dependency[]^ .       >dependency
  properties         property[]    .       >property

step
  name        text
  description text
  commands    command[]  .       >command
  properties  property[] .       >property

command
  executed   text
  properties property[] .       >property

trigger
  bom-ref!           ref           .       @
  uid!               text
  name               text
  description        text
  resourceReferences resource[]^   .       >resourceReference
  type!              triggerType
  event              event
  conditions         condition[]^  .       >condition
  timeActivated      dateTime
  inputs             taskInput[]^  .       >input
  outputs            taskOutput[]^ .       >output
  properties         property[]    .       >property

event
  uid          text
  description  text
  timeReceived dateTime
  data         attachment
  source       resource
  target       resource
  properties   property[] .       >property

condition
  description text
  expression  text
  properties  property[] .       >property

taskInput
  resource        resource
  parameters      parameter[]^      .       >parameter
  environmentVars (property|text)[] .       >environmentVar|value
  data            attachment
  source          resource
  target          resource
  properties      property[]        .       >property
  one-of resource / parameters / environmentVars / data

taskOutput
  resource        resource
  environmentVars (property|text)[] .       >environmentVar|value
  data            attachment
  type            outputType
  source          resource
  target          resource
  properties      property[]        .       >property
  one-of resource / environmentVars / data

parameter
  name     text
  value    text
  dataType text

resource
  ref               ref
  externalReference externalReference
  one-of ref / externalReference

workspace
  bom-ref!           ref         .       @
  uid!               text
  name               text
  aliases            text[]      .       >alias
  description        text
  resourceReferences resource[]^ .       >resourceReference
  accessMode         accessMode
  mountPath          text
  managedDataType    text
  volumeRequest      text
  volume             volume
  properties         property[]  .       >property

volume
  uid           text
  name          text
  mode          volumeMode
  path          text
  sizeAllocated text
  persistent    boolean
  remote        boolean
  properties    property[] .       >property
`;
