/** Bicep, and expressions of templates of the Azure Resource Manager. */
export * from './file.ts';
export type * from './syntax.ts';
export * from './template-expression.ts';
