/** Plain text of a message: brackets would begin an embedded link (§3.11.6), `{0}` a placeholder (§3.11.5). */
export function message(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&').replace(/\{(\d+)\}/g, '{{$1}}');
}
