/** CloudFormation. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const CLOUDFORMATION_FOLDERS: LabelledFolders = {
  ACMWildcardDomainName: { topic: 'network', rules: ['CFG-TF-ACM-WILDCARD'] },
  ALBRedirectHTTPtoHTTPS: { topic: 'hardening', rules: ['CFG-TF-LB-HTTP'], isLabelledElsewhere: true },
  CloudfrontOriginNotHTTPSOnly: {
    topic: 'network',
    rules: ['CFG-TF-CLOUDFRONT-ORIGIN-HTTP'],
    differs: {
      'AWS::CloudFront::Distribution.ExamplePassDomainDistribution':
        'The origin is fetched over HTTP where the visitor came over HTTP.',
    },
  },
  LambdaOpenCorsPolicy: { topic: 'network', rules: ['CFG-TF-LAMBDA-CORS'], isLabelledElsewhere: true },
  RDSEncryptionInTransit: { topic: 'network', rules: ['CFG-TF-RDS-FORCE-TLS'], isLabelledElsewhere: true },
  SagemakerNotebookEncryption: { topic: 'hardening', rules: ['CFG-TF-SAGEMAKER-KEY'] },
};
