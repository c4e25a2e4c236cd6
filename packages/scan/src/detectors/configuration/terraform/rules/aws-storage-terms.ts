export const BUCKET = 'bucket = "records"';
export const beside = (type: string, body: string): readonly [string, string] => [
  BUCKET,
  `resource "aws_s3_bucket_${type}" "main" {\nbucket = aws_s3_bucket.main.id\n${body}\n}`,
];
export const BLOCKED =
  'block_public_acls = true\nblock_public_policy = true\nignore_public_acls = true\nrestrict_public_buckets = true';
export const OPEN_POLICY = (principal: string, condition = ''): string =>
  `policy = jsonencode({\nStatement = [{ Effect = "Allow", Principal = "${principal}", Action = "s3:GetObject", Resource = "arn:aws:s3:::records/*"${condition} }]\n})`;

/** Statements that let everybody in, whatever address or account they come from. */
export const EVERYBODY = { Effect: 'Allow', '@open_to_all': true } as const;
