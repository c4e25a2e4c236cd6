/** The page of the one-time link, until there is a web application. */
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

const FILES = [
  { path: '/setup', file: 'setup.html', type: 'text/html; charset=utf-8' },
  { path: '/setup.css', file: 'setup.css', type: 'text/css; charset=utf-8' },
  { path: '/setup.js', file: 'setup.js', type: 'text/javascript; charset=utf-8' },
] as const;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

export function registerSetupPage(app: FastifyInstance): void {
  for (const { path, file, type } of FILES) {
    const text = readFileSync(new URL(`./pages/${file}`, import.meta.url), 'utf8');
    app.get(path, async (_, reply) => reply.type(type).header('content-security-policy', POLICY).send(text));
  }
}
