/** The style sheet of the report. Colours are pairs of at least 4.5 : 1 in both schemes. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f8;--card:#fff;--ink:#1b1f24;--soft:#525c67;--line:#d9dee3;--track:#eceff2;
--link:#0b57a4;--focus:#0b57a4;--immediate:#a8201a;--out-of-cycle:#8a4b00;--scheduled:#1c5a9c;--defer:#56606b;
--good:#1d6b37;--bad:#a8201a;--warn:#8a4b00;--bad-tint:#fdf0ef;--warn-tint:#fdf5e8;--good-tint:#eef7f0}
@media (prefers-color-scheme:dark){:root{--page:#111418;--card:#1a1e23;--ink:#e7eaee;--soft:#aab4be;--line:#353c44;--track:#2a3037;
--link:#8fc1ff;--focus:#8fc1ff;--immediate:#ff9d94;--out-of-cycle:#ffc069;--scheduled:#93c2ff;--defer:#b3bdc7;
--good:#7fd69a;--bad:#ff9d94;--warn:#ffc069;--bad-tint:#2c1b1b;--warn-tint:#2b2317;--good-tint:#17261c}}
*{box-sizing:border-box}
html{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--page);color:var(--ink)}
body{margin:0 auto;max-width:76rem;padding:0 1.5rem 4rem}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header{padding:1.6rem 0 .8rem}
header p{margin:.25rem 0}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .35rem;letter-spacing:-.015em;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:0 0 .9rem;letter-spacing:-.01em}
h3{font-size:1rem;margin:1.6rem 0 .6rem}
h4{font-size:.85rem;margin:1rem 0 .3rem;color:var(--soft);font-weight:600}
.brand,.soft{color:var(--soft)}.brand{font-size:.9rem;letter-spacing:.02em}
nav{position:sticky;top:0;z-index:1;background:var(--page);border-bottom:1px solid var(--line);margin:0 -1.5rem;padding:0 1.5rem}
nav ul{display:flex;gap:.25rem 1.25rem;list-style:none;margin:0;padding:.6rem 0;font-size:.95rem;overflow-x:auto;white-space:nowrap}
nav a{padding:.2rem 0}
main{scroll-margin-top:3.5rem}main>section{margin-top:2.75rem}[id]{scroll-margin-top:3.5rem}
.verdict{border:1px solid var(--line);border-left:6px solid var(--warn);background:var(--warn-tint);border-radius:8px;padding:1.1rem 1.4rem}
main>.verdict{margin-top:1rem}
.verdict h2{margin-bottom:.1rem;font-size:1.5rem}.verdict.failed{border-left-color:var(--bad);background:var(--bad-tint)}.verdict.passed{border-left-color:var(--good);background:var(--good-tint)}
.verdict ul{margin:.4rem 0 0;padding-left:1.2rem}.verdict p{margin:.2rem 0}.verdict .why{font-size:1.05rem}
.verdict .facts{margin-top:.5rem}
.verdict .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.2rem,1fr));gap:.6rem;list-style:none;margin:.9rem 0 .5rem;padding:0}
.tiles a{display:flex;flex-direction:column;background:var(--card);border:1px solid var(--line);border-top:4px solid var(--tone);border-radius:8px;padding:.4rem .8rem .5rem;color:var(--ink);text-decoration:none}
.tiles a:hover{border-color:var(--tone)}.tiles strong{font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums;color:var(--tone)}
.first{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.8rem 1.1rem;margin:.9rem 0}
.first h3{margin:0;overflow-wrap:anywhere}
.critical{--tone:var(--immediate)}.high{--tone:var(--out-of-cycle)}.medium{--tone:var(--scheduled)}.low,.unknown{--tone:var(--defer)}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:1rem}
.chart{margin:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem}
.chart figcaption{font-weight:600;margin-bottom:.5rem}.chart svg{width:100%;height:auto;display:block;max-width:30rem}
.chart details{margin-top:.5rem;font-size:.9rem}
svg text{font-size:13px;fill:var(--ink)}svg .label{fill:var(--soft)}svg .value{font-weight:600;font-variant-numeric:tabular-nums}
svg .track{fill:var(--track)}svg .bar{fill:var(--scheduled)}
svg .immediate{fill:var(--immediate)}svg .out-of-cycle{fill:var(--out-of-cycle)}svg .scheduled{fill:var(--scheduled)}svg .defer{fill:var(--defer)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding:0 0 .6rem}
th,td{text-align:left;vertical-align:top;padding:.55rem 1rem .55rem 0;overflow-wrap:anywhere}
.long{min-width:11rem}.nowrap{white-space:nowrap}
thead th{color:var(--soft);font-weight:600;font-size:.85rem;border-bottom:1px solid var(--line);white-space:nowrap}
tbody th{font-weight:500}tbody tr{border-bottom:1px solid var(--line)}tbody:last-child>tr:last-child{border-bottom:0}
.decision table{margin-top:.9rem}.decision caption{padding-bottom:.2rem}
.number{text-align:right;font-variant-numeric:tabular-nums}.wrap{overflow-x:auto}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.facts{color:var(--soft);font-size:.92rem;overflow-wrap:anywhere}
.cards{list-style:none;margin:0;padding:0;display:grid;gap:.5rem}
.card-item{background:var(--card);border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:8px;min-width:0}
.card-item summary{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem .9rem;color:var(--ink);width:auto;padding:.65rem 1rem .65rem 2.1rem;position:relative}
.card-item summary::before{content:"";position:absolute;left:1rem;top:1.15rem;border:.32rem solid transparent;border-left-color:var(--soft);transform-origin:25% 50%}
.card-item details[open]>summary::before{transform:rotate(90deg)}
.card-item summary::-webkit-details-marker{display:none}.card-item summary:hover .title{text-decoration:underline;text-underline-offset:.15em}
.card-item .title{font-weight:600;overflow-wrap:anywhere}.card-item .badges{display:flex;flex-wrap:wrap;gap:.3rem;justify-content:end;align-items:start}
.card-item summary .facts{grid-column:1/-1}
.card-item details>:not(summary){margin-left:2.1rem;margin-right:1rem}.card-item details[open]{padding-bottom:.9rem}
.badge{display:inline-block;border:1px solid currentColor;border-radius:99px;padding:0 .55rem;font-size:.8rem;font-weight:600;white-space:nowrap;color:var(--tone)}
.known{margin-top:1.5rem}.known>summary{margin-bottom:.5rem}
.advisory{max-width:44rem;overflow-wrap:anywhere}.advisory p,.advisory ul,.advisory ol{margin:.4rem 0}.advisory h5,.advisory h6{font-size:.92rem;margin:.8rem 0 .2rem}
.advisory blockquote{margin:.4rem 0;padding-left:.9rem;border-left:3px solid var(--line)}.advisory li>p{margin:0}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--track);border-radius:4px;padding:0 .25em}pre code{background:none;padding:0;font-size:1em}
.snippet{display:flex;gap:.75rem;align-items:flex-start;margin:.6rem 0}
pre{flex:1;min-width:0;margin:0;padding:.5rem .75rem;background:var(--track);border-radius:6px;font:.88rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
button,select,input{font:inherit;font-size:.92rem;color:var(--ink);background:var(--card);border:1px solid var(--soft);border-radius:6px;padding:.35rem .7rem;max-width:100%}
button{cursor:pointer}button:hover{border-color:var(--ink)}
.filters{display:flex;flex-wrap:wrap;gap:.6rem .75rem;align-items:end;margin-bottom:1rem}.filters[hidden]{display:none}
.filters select,.filters input{width:100%;min-height:2.3rem}.filters button{min-height:2.3rem}
.filters label{display:grid;flex:0 1 auto;min-width:6.5rem;max-width:11rem;gap:.15rem;font-size:.85rem;color:var(--soft)}
details>summary{cursor:pointer;color:var(--link);width:fit-content}
.decision{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0 2rem;padding:.25rem 0 1rem}
.decision>div{min-width:0}.prose{white-space:pre-line;overflow-wrap:anywhere;margin:.2rem 0}
.chain{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 0;margin:.2rem 0;padding:0}
.chain li{overflow-wrap:anywhere}.chain li+li::before{content:"→";margin:0 .5rem;color:var(--soft)}
.plain{margin:.2rem 0;padding-left:1.2rem}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.9rem}
[hidden]{display:none!important}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important;scroll-behavior:auto!important}}
@media (max-width:40rem){body{padding:0 .9rem 3rem}nav{margin:0 -.9rem;padding:0 .9rem}header{padding:1.2rem 0 .6rem}h1{font-size:1.5rem}
.verdict{padding:.9rem 1rem}.verdict .tiles{grid-template-columns:repeat(auto-fit,minmax(4rem,1fr));gap:.4rem}.tiles span{font-size:.85rem}.tiles a{padding:.3rem .4rem .4rem}.tiles strong{font-size:1.35rem}
.card-item summary{grid-template-columns:minmax(0,1fr);padding:.6rem .75rem .6rem 1.7rem}.card-item summary::before{left:.7rem}.card-item .badges{justify-content:start}
.card-item details>:not(summary){margin-left:.9rem;margin-right:.9rem}.snippet{flex-direction:column;gap:.4rem}.snippet pre{width:100%}.card{padding:.75rem .9rem}
.stacked thead{display:none}.stacked tr,.stacked th,.stacked td{display:block}.stacked th,.stacked td{padding:.1rem 0}.stacked tr{padding:.5rem 0}}
@media print{:root{--page:#fff;--card:#fff}body{max-width:none;padding:0;font-size:11pt}nav,.filters,button,.skip{display:none!important}
.card-item,.chart{break-inside:avoid}h2,h3{break-after:avoid}a{color:inherit;text-decoration:none}
details.fix::details-content,details.known::details-content{content-visibility:visible!important;block-size:auto!important}}
`;
