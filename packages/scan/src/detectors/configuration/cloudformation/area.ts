/** Templates of AWS CloudFormation, SAM and the CDK, and services of the Serverless Framework. */
import type { ConfigurationArea } from '../contract.ts';
import { isServerless } from './serverless-name.ts';

const HEAD = /"(?:AWSTemplateFormatVersion|Resources|Parameters|Description|Metadata|Transform)"\s{0,9}:/;
/** `Type: AWS::S3::Bucket`, in either syntax. */
const RESOURCE = /["']?Type["']?[ \t]{0,9}:[ \t]{0,9}["']?(?:AWS|Alexa)::[A-Za-z0-9]{1,60}::/;
const RESOURCES = /(?:^|[{,])[ \t]{0,9}["']?Resources["']?[ \t]{0,9}:/m;

export const cloudformation: ConfigurationArea = {
  id: 'cloudformation',
  title: 'templates of CloudFormation, SAM and the CDK, services of the Serverless Framework',
  files: {
    names: ['serverless.yml', 'serverless.yaml'],
    extensions: ['.yaml', '.yml', '.template', '.template.json', '.cfn.json'],
    heads: [{ extension: '.json', head: HEAD }],
  },
  claims: (file) => {
    if (isServerless(file.path)) return true;
    const text = file.text();
    return RESOURCES.test(text) && RESOURCE.test(text);
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
