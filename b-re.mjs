import { check } from 'recheck';
import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';
for (const f of process.argv.slice(2)) {
  const src = readFileSync(f,'utf8'); const seen=[];
  const { program } = parseSync(f, src);
  (function walk(n){ if(!n||typeof n!=='object') return; if(n.regex) seen.push(n.regex); for(const k in n) walk(n[k]); })(program);
  for (const r of seen) { const t=performance.now(); const res = await check(r.pattern, r.flags, {timeout: 15000}); if(res.status!=='safe') console.log(f.split('/').pop(), res.status, res.complexity?.summary, r.pattern.slice(0,110), (performance.now()-t).toFixed(0)); }
}
console.log('checked');
