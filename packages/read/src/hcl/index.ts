/** HCL: blocks and literal attributes with places. */
export * from './blocks.ts';
