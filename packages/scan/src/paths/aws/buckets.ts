/** Buckets that everyone may read, by their ACL or their policy. */
import {
  type Condition,
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  type Resource,
  textOf,
} from '@theriac/core/configuration';
import { type AccessGraph, INTERNET } from '../graph.ts';
import { type TerraformResources, textsOf } from '../terraform-references.ts';

export function connectBuckets(graph: AccessGraph, all: TerraformResources): void {
  for (const bucket of all.of('aws_s3_bucket')) {
    const by = openBy(bucket);
    if (by === undefined) continue;
    graph.connect({
      from: INTERNET,
      to: all.id(bucket),
      at: by.at,
      by: by.by,
      cut: by.cut,
      tls: 'unknown',
      authentication: 'no',
      isUsed: true,
    });
  }
}

const CUT = 'block public access (aws_s3_bucket_public_access_block), and name who may read';

function openBy({ values }: Resource): Condition | undefined {
  const block = itemsOf(entry(values, '@public_access_block'))[0];
  const isBlocked = (key: string): boolean => textOf(entry(block, key)) === 'true';
  const acl = [values, ...itemsOf(entry(values, '@acl'))]
    .map((one) => entry(one, 'acl'))
    .find((one) => /^public-read/.test(textOf(one) ?? ''));
  if (acl !== undefined && !isBlocked('ignore_public_acls') && !isBlocked('block_public_acls'))
    return { at: acl.at, by: 'its ACL lets everyone read', cut: CUT };
  const policy = [values, ...itemsOf(entry(values, '@policy'))]
    .flatMap((one) => itemsOf(inside(one, 'policy', 'Statement')))
    .find(isForEveryone);
  return policy === undefined || isBlocked('restrict_public_buckets') || isBlocked('block_public_policy')
    ? undefined
    : { at: policy.at, by: 'its policy lets everyone in', cut: CUT };
}

export function isForEveryone(one: ConfigValue): boolean {
  return (
    textOf(entry(one, 'Effect')) === 'Allow' &&
    entry(one, 'Condition') === undefined &&
    [...textsOf(entry(one, 'Principal')), ...textsOf(inside(one, 'Principal', 'AWS'))].includes('*')
  );
}
