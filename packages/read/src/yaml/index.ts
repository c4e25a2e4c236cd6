/** YAML with places: the plain style of lockfiles fast, and the whole language. */
export * from './node.ts';
export * from './read-yaml.ts';
