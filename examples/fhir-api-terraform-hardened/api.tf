resource "aws_lb" "fhir" {
  name                       = "fhir"
  load_balancer_type         = "application"
  subnets                    = aws_subnet.public[*].id
  security_groups            = [aws_security_group.web.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  access_logs {
    bucket  = var.log_bucket
    enabled = true
  }
}

resource "aws_wafv2_web_acl_association" "fhir" {
  resource_arn = aws_lb.fhir.arn
  web_acl_arn  = var.web_acl_arn
}

resource "aws_lb_target_group" "fhir" {
  name     = "fhir"
  port     = 8443
  protocol = "HTTPS"
  vpc_id   = aws_vpc.clinic.id
}

resource "aws_lb_target_group_attachment" "fhir" {
  target_group_arn = aws_lb_target_group.fhir.arn
  target_id        = aws_instance.fhir.id
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.fhir.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.fhir.arn
  }
}

resource "aws_instance" "fhir" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "m7i.large"
  subnet_id                   = aws_subnet.private[0].id
  vpc_security_group_ids      = [aws_security_group.fhir.id]
  associate_public_ip_address = false
  iam_instance_profile        = aws_iam_instance_profile.fhir.name
  monitoring                  = true
  disable_api_termination     = true

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted  = true
    kms_key_id = aws_kms_key.clinic.arn
  }
}

resource "aws_iam_role" "fhir" {
  name = "fhir"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_instance_profile" "fhir" {
  name = "fhir"
  role = aws_iam_role.fhir.name
}

resource "aws_iam_role_policy" "fhir" {
  name = "fhir"
  role = aws_iam_role.fhir.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "${aws_s3_bucket.exports.arn}/*"
    }]
  })
}
