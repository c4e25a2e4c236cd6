/** The part that tests use of a library without types. */
declare module '@secvisogram/csaf-validator-lib/schemaTests.js' {
  interface SchemaTestResult {
    readonly isValid: boolean;
    readonly errors: readonly { readonly instancePath: string; readonly message: string }[];
  }
  export function csaf_2_0(document: unknown): SchemaTestResult;
}
