/** Terraform and OpenTofu: configuration in both syntaxes, values of variables, and plans. */
import type { ConfigurationArea } from '../contract.ts';
import { PLAN_HEAD } from './plan-head.ts';

export const terraform: ConfigurationArea = {
  id: 'terraform',
  title: 'Terraform and OpenTofu',
  files: {
    names: ['terraform.tfvars', 'terraform.tfvars.json'],
    extensions: ['.tf', '.tofu', '.tf.json', '.tofu.json', '.auto.tfvars', '.auto.tfvars.json'],
    heads: [{ extension: '.json', head: PLAN_HEAD }],
  },
  maxBytes: 64 * 1024 * 1024,
  claims: (file) => {
    if (/\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$/.test(file.path))
      return !/(?:^|\/)\.terraform\//.test(file.path);
    const text = file.text();
    return PLAN_HEAD.test(text.slice(0, 2048)) && text.includes('"planned_values"');
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
