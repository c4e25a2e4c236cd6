/** `ENOSPC` and the like: the reason without the path, which the error carries by itself. */
export function systemReason(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.message : 'unknown reason';
}
