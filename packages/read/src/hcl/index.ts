/** HCL: blocks and literal attributes with lines. */
export * from './hcl-blocks.ts';
