import { MemoryFile } from '@theriac/read/text';
import { expect, test } from 'vitest';
import { readHcl } from './blocks.ts';

const read = (text: string) => readHcl(new MemoryFile('main.tf', text));

test('blocks and attributes have places, also after comments and heredocs', () => {
  const [first, second] = read(
    '/* one\n */ module "a" {\n  source = "x" # here\n}\nlocals {\n  text = <<-EOT\n    y\n    EOT\n  list = ["p", "q"]\n}\n',
  );
  expect(first).toMatchObject({ type: 'module', labels: ['a'], line: 2, column: 5 });
  expect(first?.attributes.get('source')).toMatchObject({ value: 'x', line: 3, column: 3 });
  expect(second?.attributes.get('list')).toMatchObject({ items: ['p', 'q'], line: 9, column: 3 });
});

test.each([
  ['a = "b\n', 'a string is not closed'],
  ['\n/* a', 'a comment is not closed'],
])('%j is refused with its line', (text, message) => {
  expect(() => read(text)).toThrow(expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', message }));
});
