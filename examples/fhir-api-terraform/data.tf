resource "aws_db_subnet_group" "clinic" {
  name       = "clinic"
  subnet_ids = aws_subnet.public[*].id
}

resource "aws_db_instance" "fhir" {
  identifier             = "fhir"
  engine                 = "postgres"
  engine_version         = "16.4"
  instance_class         = "db.m7g.large"
  allocated_storage      = 100
  username               = "fhir"
  password               = var.database_password
  db_subnet_group_name   = aws_db_subnet_group.clinic.name
  vpc_security_group_ids = [aws_security_group.database.id]
  publicly_accessible    = true
  skip_final_snapshot    = true
}

resource "aws_s3_bucket" "exports" {
  bucket = "example-clinic-fhir-exports"
}

resource "aws_s3_bucket_public_access_block" "exports" {
  bucket              = aws_s3_bucket.exports.id
  block_public_acls   = true
  block_public_policy = false
}

resource "aws_s3_bucket_policy" "exports" {
  bucket = aws_s3_bucket.exports.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.exports.arn}/*"
    }]
  })
}
