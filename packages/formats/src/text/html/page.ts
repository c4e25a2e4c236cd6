/** An HTML page that needs nothing else: no request leaves it, and no script runs but its own. */
import { hash } from 'node:crypto';
import { html, type Markup, trusted } from './markup.ts';
import { STYLE } from './style.ts';

interface Page {
  readonly title: string;
  /** Style besides the common one. */
  readonly style?: string;
  /** The only script that may run. */
  readonly script?: string;
  /** The inside of `body`. */
  readonly body: Markup;
}

/** The page as text, ending with a newline. */
export function htmlPage({ title, style = '', script, body }: Page): string {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    ...(script === undefined ? [] : [`script-src 'sha256-${hash('sha256', script, 'base64')}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${trusted(STYLE)}${trusted(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
  return page.markup;
}
