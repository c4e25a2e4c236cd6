terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "certificate_arn" {
  type        = string
  description = "Certificate of fhir.clinic.example."
}

variable "web_acl_arn" {
  type = string
}

variable "log_bucket" {
  type        = string
  description = "Name of the bucket for logs, in an account of its own."
}
