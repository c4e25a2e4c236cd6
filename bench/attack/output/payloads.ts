/** Texts that do something where they are printed as they are. */

export interface Payload {
  readonly id: string;
  readonly text: string;
}

/** Forty letters: a wrapped line breaks after them. */
const LONG = 'y'.repeat(40);

export const PAYLOADS: readonly Payload[] = [
  { id: 'title', text: '\u001b]0;pwn\u0007' },
  { id: 'clear', text: '\u001b[2J\u001b[1;1H' },
  { id: 'colour', text: '\u001b[31mred\u001b[0m' },
  { id: 'link', text: '\u001b]8;;https://evil.example\u001b\\x\u001b]8;;\u001b\\' },
  { id: 'carriage-return', text: 'a\rGate passed' },
  { id: 'backspace', text: 'a\b\b\bb\u007f' },
  { id: 'c1', text: '\u009b2J\u0085\u0090q\u009c' },
  { id: 'bidi', text: '\u202egnp.exe\u202c\u2066x\u2069\u200f' },
  { id: 'separators', text: 'a\u2028::error::x\u2029b' },
  { id: 'zero-width', text: 'a\u200bb\u200cc\u200dd\u2060e\ufeff\u00ad\u034f\u3164' },
  { id: 'tags', text: 'a\u{e0041}\u{e0042}\u{e007f}\u{e0100}' },
  { id: 'half', text: 'a\ud83d and \udc00b' },
  { id: 'line', text: 'a\n::error::pwn\n##vso[task.complete]\nb' },
  { id: 'github', text: '::add-mask::a' },
  { id: 'github-wrapped', text: `${LONG} ::set-output name=x::a ::error file=a,line=1::b` },
  { id: 'github-stop', text: ' ::stop-commands::pwn' },
  { id: 'github-old', text: 'x ##[add-path]/tmp ##[group]x' },
  { id: 'azure', text: '##vso[task.setvariable variable=PATH]/evil' },
  { id: 'azure-wrapped', text: `${LONG} ##vso[task.logissue type=error]x` },
  { id: 'azure-upper', text: 'a##VSO[task.complete result=Failed]' },
  { id: 'teamcity', text: "##teamcity[buildStatus status='SUCCESS']" },
  {
    id: 'gitlab',
    text: 'section_start:1560896352:my_section\r\u001b[0Kheader section_end:1560896353:my_section',
  },
  { id: 'travis', text: 'travis_fold:start:x' },
  { id: 'markup', text: '</script><img src=x onerror=alert(1)>]]>--><!--&#x1b;' },
  { id: 'markdown', text: '![x](javascript:alert(1)) @octocat #1 `x` | a' },
  { id: 'tag-value', text: 'a</text>\nPackageName: evil<text>' },
];
