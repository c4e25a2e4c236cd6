/**
 * One HTML file that needs nothing else: no request leaves it, it opens from a folder, and its tables can be read
 * without JavaScript.
 */
import { isOpen, type ScanResult } from '@theriac/core';
import { viewOf } from '../../result-view.ts';
import { html, trusted } from '../../text/html/markup.ts';
import { htmlPage } from '../../text/html/page.ts';
import { charts } from './charts.ts';
import { coverage } from './coverage.ts';
import { findings } from './findings.ts';
import { fixes } from './fixes.ts';
import { components, silenced } from './inventory.ts';
import { layers } from './layers.ts';
import { verdict } from './overview.ts';
import { SCRIPT } from './script.ts';

export function renderHtml(result: ScanResult): string {
  const view = viewOf(result);
  const sections = [
    ['verdict', 'Verdict'],
    ...(result.fixes.length > 0 ? [['fixes', 'What to do']] : []),
    ['findings', 'Findings'],
    ...((result.image?.layers.length ?? 0) > 0 ? [['layers', 'Layers']] : []),
    ['coverage', 'Coverage'],
    ...(result.findings.some((f) => !isOpen(f)) ? [['silenced', 'Exceptions and VEX']] : []),
    ['components', 'Components'],
  ];
  const body = html`<a class="skip" href="#main">Skip to the report</a>
<header><h1>${result.target.name}</h1>
<p class="soft">Theriac scan report · as of ${result.asOf} · ${result.systems.map((s) => s.name).join(', ')}</p></header>
<nav aria-label="Sections"><ul>${sections.map(([id = '', title = '']) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main id="main" tabindex="-1">
${verdict(result, view)}
${fixes(result, view)}
${findings(result, view)}
${silenced(result, view)}
${layers(result)}
${charts(result, view)}
${coverage(result)}
${components(result)}
</main>
<footer><p>Theriac ${result.tool.version} · policy ${result.gate.policy.hash.slice(0, 12)} · ${result.indexes
    .map((i) => `${i.ecosystem}: ${i.records} advisories (${i.source}, built ${i.builtAt})`)
    .join(' · ')}</p></footer>
<script>${trusted(SCRIPT)}</script>`;
  return htmlPage({ title: `Theriac: ${result.target.name}, ${result.asOf}`, script: SCRIPT, body });
}
