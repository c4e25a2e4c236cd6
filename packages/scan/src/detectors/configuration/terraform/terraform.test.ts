// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of Terraform
import type { KnownUnknown } from '@theriac/core';
import { type ConfigValue, inside, type Resource } from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { describe, expect, test } from 'vitest';
import { loaded } from './read.ts';

type Files = Readonly<Record<string, string>>;

async function read(
  given: Files | string,
): Promise<{ resources: readonly Resource[]; unknowns: KnownUnknown[] }> {
  const files = typeof given === 'string' ? { 'main.tf': given } : given;
  const unknowns: KnownUnknown[] = [];
  const reader = loaded.start((unknown) => unknowns.push(unknown));
  const paths = Object.keys(files).sort();
  for (const path of paths)
    if (/\.(?:tf|tfvars|json)$/.test(path)) await reader.inspect(new MemoryFile(path, files[path] ?? ''));
  const resources = await reader.conclude({
    file: (path) => (files[path] === undefined ? null : new MemoryFile(path, files[path] ?? '')),
    exists: (path) => files[path] !== undefined,
    matched: [],
    named: () => [],
    list: () => [],
    inventory: { roots: [], components: [], unknowns: [], skipped: [] },
    endOfLife: undefined,
    registry: undefined,
  });
  return { resources, unknowns };
}

function plain(value: ConfigValue | undefined): unknown {
  switch (value?.kind) {
    case 'scalar':
      return value.text;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'empty':
      return null;
    case 'unknown':
      return {
        unknown: value.reason,
        ...(value.refers === undefined ? {} : { refers: value.refers }),
        ...(value.pieces === undefined ? {} : { pieces: value.pieces }),
      };
    default:
      return undefined;
  }
}

/** The value of `v` in a resource. */
async function result(expression: string, more = ''): Promise<unknown> {
  const { resources } = await read(`${more}\nresource "x_y" "z" {\n  v = ${expression}\n}\n`);
  return plain(inside(resources.find(({ name }) => name === 'x_y.z')?.values, 'v'));
}

describe('expressions', () => {
  test.each<[string, unknown]>([
    ['1 + 2 * 3', '7'],
    ['true && !false', 'true'],
    ['"a" == "a" ? "yes" : "no"', 'yes'],
    ['"x-${1 + 1}-%{ if true }y%{ else }z%{ endif }"', 'x-2-y'],
    ['"%{ for k, v in { a = 1, b = 2 } }${k}${v};%{ endfor }"', 'a1;b2;'],
    ['[for s in ["a", "b"] : upper(s) if s != "a"]', ['B']],
    ['{ for i, s in ["a", "b"] : s => i }', { a: '0', b: '1' }],
    ['{ for s in ["aa", "b", "ab"] : substr(s, 0, 1) => s... }', { a: ['aa', 'ab'], b: ['b'] }],
    ['[{ a = 1 }, { a = 2 }][*].a', ['1', '2']],
    ['{ a = [1, 2] }.a[1]', '2'],
    ['concat(["a"], [for x in [1] : x])', ['a', '1']],
    ['merge({ a = 1 }, { a = 2, b = 3 })', { a: '2', b: '3' }],
    ['lookup({ a = 1 }, "b", "c")', 'c'],
    ['try({ a = 1 }.b, "c")', 'c'],
    ['can({ a = 1 }.b)', 'false'],
    ['coalesce(null, "", "a")', 'a'],
    ['toset(["b", "a", "b"])', ['a', 'b']],
    ['flatten([["a"], [["b"]]])', ['a', 'b']],
    [
      'setproduct(["a", "b"], [1])',
      [
        ['a', '1'],
        ['b', '1'],
      ],
    ],
    ['zipmap(["a"], [1])', { a: '1' }],
    ['join("-", ["a", "b"])', 'a-b'],
    ['split(",", "a,b")', ['a', 'b']],
    ['format("%s-%03d%%", "a", 7)', 'a-007%'],
    ['formatlist("%s!", ["a", "b"])', ['a!', 'b!']],
    ['replace("a-b", "-", "_")', 'a_b'],
    ['cidrsubnet("10.0.0.0/16", 8, 2)', '10.0.2.0/24'],
    ['cidrsubnet("fd00::/48", 16, 1)', 'fd00:0:0:1::/64'],
    ['cidrhost("fd00::/64", 1)', 'fd00::1'],
    ['cidrsubnets("10.1.0.0/16", 4, 4, 8)', ['10.1.0.0/20', '10.1.16.0/20', '10.1.32.0/24']],
    ['cidrhost("10.0.0.0/24", -1)', '10.0.0.255'],
    ['cidrnetmask("10.0.0.0/20")', '255.255.240.0'],
    ['jsondecode("{\\"a\\": [1]}").a[0]', '1'],
    ['jsonencode({ a = 1 })', { a: '1' }],
    ['"${jsonencode({ a = true })}!"', '{"a":true}!'],
    ['base64decode(base64encode("x"))', 'x'],
    ['max(1, 3, 2)', '3'],
    ['range(3)', ['0', '1', '2']],
    ['one([])', null],
    ['element(["a", "b"], 3)', 'b'],
    ['slice(["a", "b", "c"], 1, 3)', ['b', 'c']],
    ['values({ b = 1, a = 2 })', ['2', '1']],
    ['contains(["a"], "a") && length("ab") == 2', 'true'],
  ])('%s', async (expression, expected) => {
    expect(await result(expression)).toEqual(expected);
  });

  test.each<[string, string]>([
    ['timestamp()', 'it depends on the time at which it is applied'],
    ['provider::aws::arn_parse("x")', 'the function provider::aws::arn_parse is not evaluated'],
    ['file("../secret")', 'the file is outside of what is scanned'],
    ['file("/etc/passwd")', 'the file is outside of what is scanned'],
    ['var.none', 'the variable none is not declared'],
  ])('%s is unknown', async (expression, reason) => {
    expect(await result(expression)).toMatchObject({ unknown: reason });
  });

  test('values that depend on themselves, and hostile sizes, end in unknown values', async () => {
    expect(await result('local.a', 'locals {\n a = local.b\n b = local.a\n}')).toMatchObject({
      unknown: 'it depends on itself',
    });
    const doubled = Array.from(
      { length: 60 },
      (_, i) => ` a${i + 1} = [local.a${i}, local.a${i}]\n b${i + 1} = "\${local.b${i}}\${local.b${i}}"\n`,
    );
    const locals = `locals {\n a0 = "x"\n b0 = "x"\n${doubled.join('')}}`;
    expect(await result('local.a17', locals)).toMatchObject({ unknown: 'the value is too large' });
    expect(await result('local.b20', locals)).toMatchObject({ unknown: 'the text is too long' });
    const chain = Array.from({ length: 20_000 }, (_, i) => ` c${i + 1} = local.c${i}\n`).join('');
    expect(await result('local.c20000', `locals {\n c0 = 1\n${chain}}`)).toMatchObject({
      unknown: 'there is too much to evaluate',
    });
    expect(await result('range(1, 1000000000)')).toMatchObject({ unknown: 'the range is too long' });
  });
});

test('variables have their defaults, values of files, and defaults of optional attributes', async () => {
  const { resources } = await read({
    'main.tf': `variable "a" { default = 1 }
variable "b" { default = "default" }
variable "c" {
  type    = object({ x = optional(bool, true), y = string })
  default = { y = "given" }
}
variable "d" {}
resource "x_y" "z" {
  v = [var.a, var.b, var.c.x, var.c.y, var.d]
}`,
    'terraform.tfvars': 'a = 2\n',
    'a.auto.tfvars': 'b = "auto"\n',
  });
  expect(plain(inside(resources.find(({ name }) => name === 'x_y.z')?.values, 'v'))).toEqual([
    '2',
    'auto',
    'true',
    'given',
    { unknown: 'the variable d has no value' },
  ]);
});

test('count, for_each and dynamic blocks give instances and blocks with their values', async () => {
  const { resources } = await read(`resource "x_y" "n" {
  count = 2
  v     = "n-\${count.index}"
}
resource "x_y" "e" {
  for_each = { a = { ports = [1, 2] } }
  v        = each.key
  dynamic "ingress" {
    for_each = each.value.ports
    iterator = port
    content {
      from = port.value
    }
  }
  ingress {
    from = 3
  }
}
resource "x_y" "none" {
  count = 0
}
resource "x_y" "open" {
  for_each = var.unset
}
variable "unset" {}
`);
  const all = resources
    .filter(({ type }) => type === 'terraform.x_y')
    .map(({ name, values }) => [name, plain(values)]);
  expect(all).toEqual([
    ['x_y.n[0]', { v: 'n-0' }],
    ['x_y.n[1]', { v: 'n-1' }],
    ['x_y.e["a"]', { v: 'a', ingress: [{ from: '1' }, { from: '2' }, { from: '3' }] }],
    ['x_y.open', {}],
  ]);
});

test('references to resources are known where their settings are, and name the resource where not', async () => {
  const { resources } = await read(`resource "aws_kms_key" "main" {
  count               = 1
  enable_key_rotation = true
}
resource "x_y" "z" {
  a = aws_kms_key.main[0].arn
  b = aws_kms_key.main[0].enable_key_rotation
  c = aws_kms_key.main[*].key_id
  d = "arn:\${data.aws_region.here.name}:x"
  e = module.elsewhere.key
}
data "aws_region" "here" {}
module "elsewhere" { source = "registry.example/a/b/c" }
`);
  expect(plain(resources.find(({ name }) => name === 'x_y.z')?.values)).toEqual({
    a: { unknown: 'it is known after it is applied', refers: ['aws_kms_key.main[0]'], pieces: ['arn:', ''] },
    b: 'true',
    c: [{ unknown: 'it is known after it is applied', refers: ['aws_kms_key.main[0]'] }],
    d: { unknown: 'it is read when it is applied', refers: ['data.aws_region.here'], pieces: ['arn:', ':x'] },
    e: { unknown: 'the module elsewhere is not at hand', refers: ['module.elsewhere'] },
  });
});

test('local modules are judged with what they are given, and not alone', async () => {
  const { resources, unknowns } = await read({
    'main.tf': `module "a" {
  source   = "./modules/bucket"
  for_each = toset(["x"])
  name     = each.key
}
resource "x_y" "z" {
  v = module.a["x"].name
}
module "outside" { source = "../../elsewhere" }
`,
    'modules/bucket/main.tf': `variable "name" {}
variable "open" { default = "no" }
resource "aws_s3_bucket" "b" {
  bucket = var.name
  acl    = var.open
}
output "name" { value = aws_s3_bucket.b.bucket }
`,
    'modules/unused/main.tf': 'resource "x_y" "u" {}\n',
  });
  const named = (name: string): unknown => plain(resources.find((one) => one.name === name)?.values);
  expect(named('module.a["x"].aws_s3_bucket.b')).toEqual({ bucket: 'x', acl: 'no' });
  expect(named('x_y.z')).toEqual({ v: 'x' });
  expect(resources.filter(({ type }) => type === 'terraform.aws_s3_bucket')).toHaveLength(1);
  expect(named('x_y.u')).toEqual({});
  expect(unknowns.map(({ message }) => message)).toEqual([
    'the module outside is not among the files; what it declares is not judged',
  ]);
});

test('a module that calls itself is a known unknown', async () => {
  const { unknowns } = await read({
    'a/main.tf': 'module "b" { source = "../b" }\n',
    'b/main.tf': 'module "a" { source = "../a" }\nresource "x_y" "z" {}\n',
  });
  expect(unknowns).toMatchObject([
    { reason: 'dynamic', message: 'the module calls itself', location: { path: 'b/main.tf', line: 1 } },
  ]);
});

const POLICY = `{
  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "*"}}
}`;

test('policies have one shape, however they are written, and the places of their values', async () => {
  const expected = { Effect: 'Allow', Action: ['s3:*'], Resource: ['*'], Principal: ['*'] };
  const { resources } = await read({
    'main.tf': `resource "x_y" "text" {
  policy = <<-EOT
    {
      "Statement": [{"Effect": "Allow", "Action": "s3:*",
        "Resource": "*", "Principal": "*"}]
    }
  EOT
}
resource "x_y" "encoded" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Principal = { AWS = ["*"] } }] })
}
resource "x_y" "document" {
  policy = data.aws_iam_policy_document.d.json
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
resource "x_y" "file" {
  policy = file("\${path.module}/policy.json")
}
resource "x_y" "partly" {
  policy = <<EOT
{"Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "\${aws_s3_bucket.b.arn}/*"}]}
EOT
}
resource "aws_s3_bucket" "b" {}
`,
    'policy.json': POLICY,
  });
  const statement = (name: string): ConfigValue | undefined => {
    const statements = inside(
      resources.find((one) => one.name === `x_y.${name}`)?.values,
      'policy',
      'Statement',
    );
    return statements?.kind === 'list' ? statements.items[0] : undefined;
  };
  for (const name of ['text', 'encoded', 'document', 'file'])
    expect(plain(statement(name)), name).toEqual({
      ...expected,
      '@grants': ['s3:GetObject'],
      '@all_resources': 'true',
      '@limited': 'false',
      '@open_to_all': 'true',
    });
  expect(inside(statement('text'), 'Resource')?.at).toEqual({ path: 'main.tf', line: 5, column: 21 });
  expect(inside(statement('file'), 'Resource')?.at).toMatchObject({ path: 'policy.json', line: 2 });
  expect(plain(inside(statement('partly'), 'Resource'))).toMatchObject([
    { refers: ['aws_s3_bucket.b'], pieces: ['arn:', '/*'] },
  ]);
});

test('what configures a resource stands at it; what cannot be resolved leaves it open', async () => {
  const { resources } = await read({
    'known/main.tf': `resource "aws_s3_bucket" "a" { bucket = "a" }
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_s3_bucket_versioning" "a" {
  bucket = aws_s3_bucket.a.bucket
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_logging" "b" {
  bucket        = "b"
  target_bucket = aws_s3_bucket.a.id
}
`,
    'open/main.tf': `variable "name" {}
resource "aws_s3_bucket" "c" {}
resource "aws_s3_bucket_acl" "c" {
  bucket = var.name
  acl    = "private"
}
module "elsewhere" {
  source = "registry.example/a/b/c"
  bucket = aws_s3_bucket.c.id
}
`,
  });
  const named = (name: string): unknown => plain(resources.find((one) => one.name === name)?.values);
  expect(named('aws_s3_bucket.a')).toMatchObject({
    '@versioning': [{ versioning_configuration: [{ status: 'Enabled' }] }],
    '@log_sources': [{ bucket: 'b' }],
  });
  expect(named('aws_s3_bucket.b')).toMatchObject({ '@logging': [{ bucket: 'b' }] });
  expect(named('aws_s3_bucket.b')).not.toHaveProperty('@versioning');
  expect(named('aws_s3_bucket.c')).toMatchObject({
    '@acl': { unknown: expect.stringContaining('the variable name has no value') },
    '@versioning': { unknown: 'the module elsewhere gets it and is not at hand' },
  });
});

test('the JSON syntax is the same configuration', async () => {
  const { resources } = await read({
    'main.tf.json': JSON.stringify({
      locals: { size: 2 },
      resource: {
        x_y: {
          z: { v: '${local.size + 1}', tags: { a: 'b' }, block: [{ c: '${local.size}' }], list: ['d'] },
        },
      },
    }),
  });
  expect(plain(resources.find(({ name }) => name === 'x_y.z')?.values)).toEqual({
    v: '3',
    tags: { a: 'b' },
    block: [{ c: '2' }],
    list: ['d'],
  });
});

test('a plan gives what is planned; what is known afterwards is unknown', async () => {
  const plan = {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_s3_bucket.b',
            mode: 'managed',
            type: 'aws_s3_bucket',
            name: 'b',
            values: { acl: null, logging: [], tags: { a: 'b' } },
          },
          {
            address: 'aws_s3_bucket_versioning.b',
            mode: 'managed',
            type: 'aws_s3_bucket_versioning',
            name: 'b',
            values: { versioning_configuration: [{ status: 'Enabled' }] },
          },
        ],
      },
    },
    resource_changes: [
      {
        address: 'aws_s3_bucket_versioning.b',
        change: { after_unknown: { bucket: true, id: true, versioning_configuration: [{}] } },
      },
    ],
    configuration: {
      root_module: {
        resources: [
          {
            address: 'aws_s3_bucket_versioning.b',
            expressions: { bucket: { references: ['aws_s3_bucket.b.id', 'aws_s3_bucket.b'] } },
          },
        ],
      },
    },
  };
  const { resources } = await read({ 'plan.json': JSON.stringify(plan, null, 1) });
  expect(plain(resources[0]?.values)).toEqual({
    acl: null,
    tags: { a: 'b' },
    '@versioning': [
      {
        versioning_configuration: [{ status: 'Enabled' }],
        bucket: { unknown: 'it is known after it is applied', refers: ['aws_s3_bucket.b'] },
      },
    ],
  });
  expect(resources[0]?.at).toMatchObject({ path: 'plan.json', line: 7 });
});

test('backends, providers, modules and variables can be asked', async () => {
  const { resources } = await read(`terraform {
  backend "s3" { encrypt = false }
}
provider "aws" { access_key = "x" }
module "m" { source = "git::https://git.example/a.git?ref=v1.2.0" }
variable "v" { default = "d" }
`);
  expect(resources.map(({ type, name, values }) => [type, name, plain(values)])).toEqual([
    ['terraform.provider', 'provider.aws', { access_key: 'x', '@type': 'aws' }],
    ['terraform.settings', 'terraform', { backend: [{ encrypt: 'false' }] }],
    ['terraform.backend', 'backend.s3', { encrypt: 'false', '@type': 's3' }],
    [
      'terraform.module',
      'module.m',
      { source: 'git::https://git.example/a.git?ref=v1.2.0', '@source': 'git', '@pinned': 'tag' },
    ],
    ['terraform.variable', 'var.v', { default: 'd', '@name': 'v' }],
  ]);
});
