/** Content delivery of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { AUDIT, BOUNDARY, IN_TRANSIT } from './controls.ts';
import { rule } from './row.ts';

export const AWS_DELIVERY_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-CLOUDFRONT-HTTP',
    title: 'Distribution serves pages over HTTP',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'Logins and pages with records of patients can be read and changed on their way.',
    remediation: 'Set `viewer_protocol_policy` to `redirect-to-https` for every behaviour.',
    on: 'aws_cloudfront_distribution',
    pass: {
      default_cache_behavior: { no: { viewer_protocol_policy: 'allow-all' } },
      ordered_cache_behavior: { no: { viewer_protocol_policy: 'allow-all' } },
    },
    fail: 'enabled = true\ndefault_cache_behavior {\ntarget_origin_id = "a"\nviewer_protocol_policy = "allow-all"\n}',
    good: 'enabled = true\ndefault_cache_behavior {\ntarget_origin_id = "a"\nviewer_protocol_policy = "redirect-to-https"\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-TLS',
    title: 'Distribution accepts TLS older than 1.2',
    severity: 'medium',
    cwe: ['CWE-327'],
    controls: IN_TRANSIT,
    rationale: 'TLS 1.0 and 1.1 are broken; the default certificate of the service accepts them.',
    remediation: 'Use a certificate of your own with `minimum_protocol_version = "TLSv1.2_2021"`.',
    on: 'aws_cloudfront_distribution',
    pass: {
      viewer_certificate: {
        some: {
          cloudfront_default_certificate: { not: true },
          minimum_protocol_version: { like: ['TLSv1.2_*', 'TLSv1.3_*'], default: 'TLSv1' },
        },
      },
    },
    fail: 'enabled = true\nviewer_certificate {\ncloudfront_default_certificate = true\n}',
    good: 'enabled = true\nviewer_certificate {\nacm_certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/x"\nssl_support_method = "sni-only"\nminimum_protocol_version = "TLSv1.2_2021"\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-ORIGIN-HTTP',
    title: 'Distribution fetches from its origin over HTTP',
    severity: 'medium',
    cwe: ['CWE-319'],
    controls: IN_TRANSIT,
    rationale: 'What visitors get over TLS travels in clear between the edge and the own servers.',
    remediation: 'Set `origin_protocol_policy = "https-only"`.',
    on: 'aws_cloudfront_distribution',
    when: { enabled: { not: false } },
    pass: {
      origin: { no: { custom_origin_config: { some: { origin_protocol_policy: { not: 'https-only' } } } } },
    },
    fail: 'enabled = true\norigin {\ndomain_name = "api.example"\norigin_id = "a"\ncustom_origin_config {\nhttp_port = 80\nhttps_port = 443\norigin_protocol_policy = "http-only"\norigin_ssl_protocols = ["TLSv1.2"]\n}\n}',
    good: 'enabled = true\norigin {\ndomain_name = "api.example"\norigin_id = "a"\ncustom_origin_config {\nhttp_port = 80\nhttps_port = 443\norigin_protocol_policy = "https-only"\norigin_ssl_protocols = ["TLSv1.2"]\n}\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-ORIGIN-TLS',
    title: 'Distribution uses broken TLS to its origin',
    severity: 'medium',
    cwe: ['CWE-327'],
    controls: IN_TRANSIT,
    rationale: 'Whoever is between the edge and the servers can force the old version and read along.',
    remediation: 'Leave `TLSv1.2` only in `origin_ssl_protocols`.',
    on: 'aws_cloudfront_distribution',
    pass: {
      origin: {
        no: {
          custom_origin_config: {
            some: {
              any: [
                { origin_ssl_protocols: { has: 'SSLv3' } },
                { origin_ssl_protocols: { has: 'TLSv1' } },
                { origin_ssl_protocols: { has: 'TLSv1.1' } },
              ],
            },
          },
        },
      },
    },
    fail: 'enabled = true\norigin {\ndomain_name = "api.example"\norigin_id = "a"\ncustom_origin_config {\norigin_protocol_policy = "https-only"\norigin_ssl_protocols = ["TLSv1"]\n}\n}',
    good: 'enabled = true\norigin {\ndomain_name = "api.example"\norigin_id = "a"\ncustom_origin_config {\norigin_protocol_policy = "https-only"\norigin_ssl_protocols = ["TLSv1.2"]\n}\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-S3-OPEN',
    title: 'Distribution does not sign its requests to a bucket',
    severity: 'low',
    cwe: ['CWE-668'],
    controls: BOUNDARY,
    rationale: 'The bucket must then be readable by everybody, past the checks of the distribution.',
    remediation: 'Use an origin access control for origins that are buckets.',
    on: 'aws_cloudfront_distribution',
    pass: {
      origin: {
        no: {
          domain_name: { like: ['*.s3.amazonaws.com', '*.s3.*.amazonaws.com', '*.s3-*.amazonaws.com'] },
          origin_access_control_id: { exists: false },
          s3_origin_config: { no: { origin_access_identity: { exists: true, not: '' } } },
        },
      },
    },
    fail: 'enabled = true\norigin {\ndomain_name = "files.s3.amazonaws.com"\norigin_id = "a"\n}',
    good: 'enabled = true\norigin {\ndomain_name = "files.s3.amazonaws.com"\norigin_id = "a"\norigin_access_control_id = "E1"\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-HEADERS',
    title: 'Distribution sets no security headers',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BOUNDARY,
    rationale: 'Browsers are not told to insist on HTTPS, nor to refuse frames and foreign scripts.',
    remediation: 'Attach a response headers policy to every behaviour.',
    on: 'aws_cloudfront_distribution',
    pass: {
      default_cache_behavior: { every: { response_headers_policy_id: { exists: true } } },
      ordered_cache_behavior: { every: { response_headers_policy_id: { exists: true } } },
    },
    fail: 'enabled = true\ndefault_cache_behavior {\ntarget_origin_id = "a"\nviewer_protocol_policy = "https-only"\n}',
    good: 'enabled = true\ndefault_cache_behavior {\ntarget_origin_id = "a"\nviewer_protocol_policy = "https-only"\nresponse_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"\n}',
  }),
  rule({
    id: 'TF-CLOUDFRONT-NO-WAF',
    title: 'Distribution has no web application firewall',
    severity: 'low',
    cwe: ['CWE-693'],
    controls: BOUNDARY,
    rationale: 'Known attacks on frameworks reach the application before it is patched.',
    remediation: 'Set `web_acl_id`.',
    on: 'aws_cloudfront_distribution',
    pass: { web_acl_id: { exists: true, not: '' } },
    fail: 'enabled = true',
    good: 'enabled = true\nweb_acl_id = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/x/1"',
  }),
  rule({
    id: 'TF-CLOUDFRONT-NO-LOG',
    title: 'Requests to the distribution are not recorded',
    severity: 'low',
    cwe: ['CWE-778'],
    controls: AUDIT,
    rationale: 'After an incident nobody can tell who fetched what.',
    remediation: 'Enable `logging_config`.',
    on: 'aws_cloudfront_distribution',
    pass: { logging_config: { exists: true } },
    fail: 'enabled = true',
    good: 'enabled = true\nlogging_config {\nbucket = "logs.s3.amazonaws.com"\n}',
  }),
];
