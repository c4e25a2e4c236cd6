import type { TheriacError } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import {
  GO_FUNCTIONS,
  NotRendered,
  parseTemplate,
  renderTemplate,
  unknownReason,
  yamlValue,
} from './index.ts';

const VALUES = yamlValue(
  'name: web\nport: 8080\nlive: yes\nlist: [a, b]\nmap: {b: 2, a: {c: 1}}\nempty: {}\n',
);

function render(text: string): { readonly text: string; readonly lines: readonly number[] } {
  const { main, defined } = parseTemplate(text, 't.yaml');
  return renderTemplate(main, VALUES, {
    templates: defined,
    functions: GO_FUNCTIONS,
    parse: (inner) => parseTemplate(inner, 't.yaml').main,
  });
}

/** Results are those of `helm template` 3.16. */
describe('a template is rendered as Helm does', () => {
  test.each([
    ['{{ .name }}:{{ .port }}', 'web:8080'],
    ['a\n  {{- .name -}}\n  b', 'awebb'],
    ['{{/* a comment */}}x{{- /* another */ -}}  y', 'xy'],
    ['{{ if .live }}yes{{ else }}no{{ end }}', 'yes'],
    ['{{ if .missing.deep }}a{{ else if eq .port 8080 }}b{{ else }}c{{ end }}', 'b'],
    ['{{ range .list }}[{{ . }}]{{ end }}', '[a][b]'],
    ['{{ range $i, $x := .list }}{{ $i }}={{ $x }};{{ end }}', '0=a;1=b;'],
    ['{{ range $k, $v := .map }}{{ $k }} {{ end }}', 'a b '],
    ['{{ range .empty }}x{{ else }}none{{ end }}', 'none'],
    ['{{ range .list }}{{ if eq . "b" }}{{ break }}{{ end }}{{ . }}{{ end }}', 'a'],
    ['{{ with .map.a }}{{ .c }}{{ $.name }}{{ end }}', '1web'],
    ['{{ $x := 1 }}{{ if .live }}{{ $x = 2 }}{{ end }}{{ $x }}', '2'],
    ['{{ define "t" }}<{{ . }}>{{ end }}{{ include "t" .name | upper }}{{ template "t" 3 }}', '<WEB><3>'],
    ['{{ .missing | default "d" | quote }}', '"d"'],
    ['{{ printf "%s-%d %q %05d %.2f%%" .name 7 "x" 42 1.5 }}', 'web-7 "x" 00042 1.50%'],
    ['{{ toYaml .map | nindent 2 }}', '\n  a:\n    c: 1\n  b: 2'],
    ['{{ and .live .name }}/{{ or .missing "b" }}/{{ not .live }}', 'web/b/false'],
    ['{{ (index .list 1) }}{{ len .list }}{{ (dict "k" "v").k }}', 'b2v'],
    ['{{ tpl "{{ .name }}!" . }}', 'web!'],
    ['{{ trunc 2 "abc" }}{{ trimSuffix "-" "x-" }}{{ replace "+" "_" "1+2" }}', 'abx1_2'],
    ['{{ semverCompare ">=1.23-0" "v1.34.0" }}{{ semverCompare "~1.2" "1.3.0" }}', 'truefalse'],
    ['{{ regexMatch "^(a+)+$" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" }}', 'false'],
    ['{{ ternary "a" "b" .live }}{{ coalesce .missing "" "c" }}{{ list 1 2 | join "," }}', 'ac1,2'],
    ['{{ `{{ raw }}` }}{{ "a\\tb\\u0041" }}', '{{ raw }}a\tbA'],
    ['{{ if hasKey .map "b" }}{{ get .map "b" }}{{ end }}', '2'],
  ])('%s', (template, expected) => {
    expect(render(template).text).toBe(expected);
  });
});

test('each line of the text knows the line of the template', () => {
  const { text, lines } = render(
    'a: 1\n{{- range .list }}\n- {{ . }}\n{{- end }}\nlast: {{ toYaml .map | nindent 2 }}\n',
  );
  expect(text).toBe('a: 1\n- a\n- b\nlast: \n  a:\n    c: 1\n  b: 2\n');
  expect(lines).toEqual([1, 3, 3, 5, 5, 5, 5]);
});

describe('what cannot be known is not made up', () => {
  test('chance and time', () => {
    expect(unknownReason(render('{{ randAlphaNum 10 | b64enc }}').text)).toBe('it is random');
    expect(unknownReason(render('{{ now }}').text)).toBe('it is the time');
    expect(unknownReason(render('{{ required "give a host" .missing }}').text)).toBe(
      'a value is required: give a host',
    );
  });

  test.each([
    ['{{ somethingElse 1 }}', 'the function `somethingElse` is not rendered'],
    ['{{ constructor }}', 'the function `constructor` is not rendered'],
    ['\n{{ include "gone" . }}', 'the template `gone` is not defined'],
    ['{{ fail "no host" }}', 'the template fails by itself: no host'],
    ['{{ $gone }}', 'the variable `$gone` is not set'],
  ])('%s', (template, message) => {
    expect(() => render(template)).toThrow(message);
  });
});

describe('hostile templates end', () => {
  test.each([
    [
      'one that includes itself',
      '{{ define "t" }}{{ include "t" . }}{{ end }}{{ include "t" . }}',
      'THERIAC_INPUT_LIMIT',
    ],
    ['many brackets', `{{ ${'('.repeat(10_000)}1${')'.repeat(10_000)} }}`, 'THERIAC_INPUT_LIMIT'],
    ['many blocks', `${'{{ if 1 }}'.repeat(10_000)}${'{{ end }}'.repeat(10_000)}`, 'THERIAC_INPUT_LIMIT'],
    [
      'loops in loops',
      `${'{{ range until 1000 }}'.repeat(4)}x${'{{ end }}'.repeat(4)}`,
      'THERIAC_INPUT_LIMIT',
    ],
    ['a block that is open', '{{ if .live }}', 'THERIAC_INPUT_SYNTAX'],
    ['an action that is open', '{{ .live ', 'THERIAC_INPUT_SYNTAX'],
    ['an end too many', '{{ end }}', 'THERIAC_INPUT_SYNTAX'],
  ])('%s', (_, template, code) => {
    expect(() => render(template)).toThrow(expect.objectContaining({ code }) as TheriacError);
  });

  test('text that doubles is refused', () => {
    expect(() => render('{{ repeat 100000000 "x" }}')).toThrow(NotRendered);
    expect(() => render('{{ until 100000000 }}')).toThrow(NotRendered);
  });
});
