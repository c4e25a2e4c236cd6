/** How one type of CloudFormation is said in Terraform. */
import type { ConfigValue } from '@theriac/core/configuration';
import type { Vocabulary } from '../../remedies/vocabulary.ts';
import type { Declared } from '../../terraform/joins.ts';
import type { MapValue } from '../../terraform/values.ts';

export interface Given {
  readonly id: string;
  /** As written, with functions resolved. */
  readonly properties: MapValue;
  /** Properties as blocks in snake case. */
  readonly blocks: MapValue;
  /** What is beside the properties: `DeletionPolicy`. */
  readonly resource: MapValue;
}

export type Entries = readonly (readonly [string, ConfigValue | undefined])[];

export interface Row extends Vocabulary {
  /** `AWS::S3::Bucket` */
  readonly type: string;
  /** `aws_s3_bucket`; may depend on what is given. */
  readonly to: string | ((given: Given) => string);
  /** Settings in place of, or beside, those that are translated by name; undefined takes one away. */
  readonly more?: (given: Given) => Entries;
  /** What Terraform declares as resources of their own. */
  readonly beside?: (given: Given) => readonly Declared[];
}
