/** The names under which the Serverless Framework looks. */
export function isServerless(path: string): boolean {
  return /(?:^|\/)serverless\.ya?ml$/.test(path);
}
