/**
 * How long reading, evaluating and judging a Terraform monorepo takes, beside plain tokenising of the same text.
 *
 *   node bench/terraform.ts             a repository made for the run: 5,000 resources, and ten times its files
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bar, compare, type Program, printBars, runOnce, scratch } from './measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { folder, write } = scratch();
const BAR_MS = 5000;
const BAR_MIB = 400;
/** Resources that each service declares, with those of the module that it calls. */
const EACH = 25;

const put = (path: string, text: string): void => {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
};

/** Services that call local modules, with `for_each`, `count`, `dynamic`, policies and tfvars. */
function monorepo(name: string, resources: number): string {
  put(
    `${name}/modules/bucket/main.tf`,
    `variable "names" { type = set(string) }
variable "log_bucket" { default = null }
resource "aws_s3_bucket" "this" {
  for_each = var.names
  bucket   = each.key
  tags     = merge({ Name = each.key }, { Length = length(each.key) })
}
resource "aws_s3_bucket_versioning" "this" {
  for_each = var.names
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_policy" "this" {
  for_each = var.names
  bucket   = aws_s3_bucket.this[each.key].id
  policy   = data.aws_iam_policy_document.this[each.key].json
}
data "aws_iam_policy_document" "this" {
  for_each = var.names
  statement {
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.this[each.key].arn, "\${aws_s3_bucket.this[each.key].arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
}
output "arns" { value = [for bucket in aws_s3_bucket.this : bucket.arn] }
`,
  );
  for (let i = 0; i < resources / EACH; i += 1) {
    const service = `${name}/services/service-${i}`;
    put(
      `${service}/main.tf`,
      `locals {
  names = { for n in ["a", "b", "c", "d"] : n => "service-${i}-\${n}" }
  cidr  = cidrsubnet("10.0.0.0/8", 16, ${i % 60_000})
}
variable "ports" { type = list(number) }
module "buckets" {
  source = "../../modules/bucket"
  names  = toset(values(local.names))
}
resource "aws_security_group" "this" {
  count = 3
  name  = "service-${i}-\${count.index}"
  dynamic "ingress" {
    for_each = var.ports
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [count.index == 2 ? "0.0.0.0/0" : local.cidr]
    }
  }
}
resource "aws_iam_role" "this" {
  name               = "service-${i}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }] })
}
resource "aws_iam_role_policy" "this" {
  role   = aws_iam_role.this.id
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        { "Effect": "Allow", "Action": ["dynamodb:GetItem"], "Resource": "\${aws_dynamodb_table.this.arn}" }
      ]
    }
  EOT
}
resource "aws_dynamodb_table" "this" {
  name     = "service-${i}"
  hash_key = "id"
}
resource "aws_db_instance" "this" {
  engine              = "postgres"
  storage_encrypted   = ${i % 2 === 0}
  publicly_accessible = false
  vpc_security_group_ids = aws_security_group.this[*].id
}
resource "aws_kms_key" "this" {
  enable_key_rotation = true
}
`,
    );
    put(`${service}/terraform.tfvars`, 'ports = [443, 5432]\n');
  }
  return join(folder, name);
}

const area = JSON.stringify(join(root, 'packages/scan/src/detectors/configuration/terraform/read.ts'));
const judge = JSON.stringify(join(root, 'packages/scan/src/detectors/shared/judge-resources.ts'));
const text = JSON.stringify(join(root, 'packages/read/src/text/index.ts'));
const WALK = `import { readdirSync, readFileSync } from 'node:fs';
const target = process.argv[2];
const paths = readdirSync(target, { recursive: true }).filter((path) => /\\.(?:tf|tfvars)$/.test(path)).sort();
`;
/** Splits the same text into words and marks, and does nothing with them. */
const tokens = write(
  'tokens.mjs',
  `${WALK}let count = 0;
for (const path of paths) count += readFileSync(target + '/' + path, 'utf8').match(/[A-Za-z_][\\w-]*|\\d+|"[^"\\n]*"|\\S/g)?.length ?? 0;
if (count === 0) process.exitCode = 1;
`,
);
const scan = write(
  'scan.mjs',
  `${WALK}import { loaded } from ${area};
import { ResourceJudge } from ${judge};
import { MemoryFile } from ${text};
const reader = loaded.start(() => {});
for (const path of paths) await reader.inspect(new MemoryFile(path, readFileSync(target + '/' + path, 'utf8')));
const resources = await reader.conclude({ file: () => null });
const found = new ResourceJudge('bench');
found.add(loaded.rules, 'THERIAC-CFG-');
for (const resource of resources) found.look(resource);
if (resources.length < Number(process.argv[3]) || found.findings.length === 0) process.exitCode = 1;
`,
);
const node = (name: string, args: readonly string[]): Program => ({ name, command: process.execPath, args });
const small = monorepo('small', 5000);
const large = monorepo('large', 50_000);
const scanned = node('scan', [scan, small, '5000']);
const programs = [node('tokens', [tokens, small]), scanned];
const walls = await compare(programs, 3);
const more = await compare([node('large', [scan, large, '50000'])], 1);
const [tokensMs = 0, scanMs = 0] = [walls.get('tokens'), walls.get('scan')];
const largeMs = more.get('large') ?? Number.NaN;
const memory = await runOnce(scanned, true);
const largeMemory = await runOnce(node('large', [scan, large, '50000']), true);
if (memory.exitCode !== 0) throw new Error(`the scan was to exit with 0, not ${memory.exitCode}`);
const bars: Bar[] = [
  {
    what: 'Terraform monorepo of 5,000 resources, wall',
    measured: `${scanMs.toFixed(0)} ms`,
    baseline: `plain tokenising of the same text: ${tokensMs.toFixed(0)} ms`,
    bar: `≤ ${BAR_MS} ms`,
    met: scanMs <= BAR_MS,
  },
  {
    what: 'the same, peak memory',
    measured: `${memory.rss.toFixed(0)} MiB`,
    baseline: `tokenising: ${(await runOnce(node('tokens', [tokens, small]), true)).rss.toFixed(0)} MiB`,
    bar: `≤ ${BAR_MIB} MiB`,
    met: memory.rss <= BAR_MIB,
  },
  {
    what: 'ten times the files, wall',
    measured: `${largeMs.toFixed(0)} ms, ${largeMemory.rss.toFixed(0)} MiB`,
    baseline: `${scanMs.toFixed(0)} ms`,
    bar: '≤ 11×',
    met: largeMs <= 11 * scanMs,
  },
];
printBars('Terraform', bars);
