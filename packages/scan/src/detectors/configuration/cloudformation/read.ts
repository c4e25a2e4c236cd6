/** Reads templates one by one, then the stacks that they make. */
import { TheriacError } from '@theriac/core';
import type { Resource } from '@theriac/core/configuration';
import type { LoadedArea, Report } from '../contract.ts';
import { TERRAFORM_RULES } from '../terraform/rules/all.ts';
import { serverlessResources } from './serverless.ts';
import { isServerless } from './serverless-name.ts';
import { sourceOf } from './source.ts';
import { Sources } from './sources.ts';
import { stackResources } from './template.ts';

export const loaded: LoadedArea = {
  // The same rules, asked of the same terms; they are added once.
  rules: TERRAFORM_RULES,
  start: (report) => {
    const sources = new Sources();
    const services: Resource[] = [];
    return {
      inspect: async (file) => {
        try {
          const documents = await sourceOf(file, report);
          if (isServerless(file.path))
            for (const document of documents)
              for (const resource of serverlessResources(document)) services.push(resource);
          else sources.add(file.path, documents);
        } catch (error) {
          if (!(error instanceof TheriacError) || !isTemplated(file.text())) throw error;
          reportTemplate(file.path, report);
        }
      },
      conclude: async (context) => {
        const templates = await sources.complete(context, report);
        return [...services, ...stackResources(templates, sources, report)];
      },
    };
  },
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
