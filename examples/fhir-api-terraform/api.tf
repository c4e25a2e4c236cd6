resource "aws_lb" "fhir" {
  name               = "fhir"
  load_balancer_type = "application"
  subnets            = aws_subnet.public[*].id
  security_groups    = [aws_security_group.web.id]
}

resource "aws_lb_target_group" "fhir" {
  name     = "fhir"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.clinic.id
}

resource "aws_lb_target_group_attachment" "fhir" {
  target_group_arn = aws_lb_target_group.fhir.arn
  target_id        = aws_instance.fhir.id
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.fhir.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.fhir.arn
  }
}

resource "aws_instance" "fhir" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "m7i.large"
  subnet_id                   = aws_subnet.public[0].id
  vpc_security_group_ids      = [aws_security_group.fhir.id]
  associate_public_ip_address = true
  iam_instance_profile        = aws_iam_instance_profile.fhir.name
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
      Action   = "s3:*"
      Resource = "*"
    }]
  })
}
