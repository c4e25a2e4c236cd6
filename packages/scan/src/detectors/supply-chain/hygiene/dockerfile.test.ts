import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instructionsOf } from '../../../extractors/docker/instructions.ts';
import { checkDockerfile } from './dockerfile.ts';

const places = (text: string): string[] => checkDockerfile(text).map((hit) => `${hit.rule} ${hit.line}`);

test('commands of one continued RUN are each where they are written', () => {
  const text = [
    'FROM a',
    'ONBUILD RUN --mount=type=cache,target=/x \\',
    '  echo start && \\',
    '  curl -k https://example.org/a -o a && \\',
    '  # why',
    '',
    '  curl -fsSL https://example.org/i.sh | sh',
    'RUN apt-key add k',
  ].join('\n');
  expect(places(text)).toEqual(['TLS-OFF 4', 'PIPE-TO-SHELL 7', 'APT-KEY 8']);
});

test('a command that goes on over lines is where it begins', () => {
  expect(places('RUN true && curl \\\n  -k \\\n  https://example.org/a\n')).toEqual(['TLS-OFF 1']);
  expect(places('RUN \\\n  curl -k https://example.org/a\n')).toEqual(['TLS-OFF 2']);
});

test('here-documents follow the line where the instruction ends', () => {
  expect(places('RUN \\\n  <<EOF\necho\ncurl -k https://example.org/a\nEOF\n')).toEqual(['TLS-OFF 4']);
});

test('the exec form has the place of its instruction', () => {
  expect(places('FROM a\nRUN ["sh", "-c", "curl -k https://example.org/a"]\n')).toEqual(['TLS-OFF 2']);
});

test('lines of an instruction begin in order, within its text and within the file', () => {
  const piece = fc.constantFrom('RUN ', 'ONBUILD ', 'ENV ', '\\', '\n', ' ', 'a', '# b', '<<E', 'E', '--x ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      for (const { rest, line, lines } of instructionsOf(text)) {
        expect(lines[0]?.at).toBe(0);
        expect(lines[0]?.line).toBeGreaterThanOrEqual(line);
        for (const [i, start] of lines.entries()) {
          const before = lines[i - 1];
          expect(start.at === 0 || start.at <= rest.length).toBe(true);
          expect(start.line).toBeLessThanOrEqual(text.split('\n').length);
          if (before !== undefined) {
            expect(start.at).toBeGreaterThan(before.at);
            expect(start.line).toBeGreaterThan(before.line);
          }
        }
      }
    }),
  );
});
