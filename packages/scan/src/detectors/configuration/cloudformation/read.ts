/** Reads templates one by one; each is a stack of its own. */
import { TheriacError } from '@theriac/core';
import { fileByFile, type LoadedArea, type Report } from '../contract.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { serverlessResources } from './serverless.ts';
import { isServerless } from './serverless-name.ts';
import { sourceOf } from './source.ts';
import { templateResources } from './template.ts';

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: fileByFile(async (file, report) => {
    const isOfServerless = isServerless(file.path);
    try {
      const documents = await sourceOf(file, report);
      return documents.flatMap(isOfServerless ? serverlessResources : templateResources);
    } catch (error) {
      if (!(error instanceof TheriacError) || !isTemplated(file.text())) throw error;
      reportTemplate(file.path, report);
      return [];
    }
  }),
};

/** Templates of Jinja and the like that write a template. */
function isTemplated(text: string): boolean {
  return /\{%|<%|\{\{(?!resolve:)/.test(text);
}

function reportTemplate(path: string, report: Report): void {
  report({
    reason: 'dynamic',
    message: 'a template makes this template of CloudFormation; scan what it writes',
    location: { path, line: 1 },
    losesComponents: false,
  });
}
