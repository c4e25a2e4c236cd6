import { expect, test } from 'vitest';
import { scriptAsks } from './script-metadata.ts';

test('packages that a script asks for, with their lines; those for some platforms may be left out', () => {
  const script = `#!/usr/bin/env python
# /// script
# requires-python = ">=3.12"
# dependencies = [
#     "Requests>=2.31",
#     "pywin32; sys_platform == 'win32'",
# ]
# ///
import requests
`;
  expect(scriptAsks('tool.py', script)).toEqual([
    { name: 'requests', location: { path: 'tool.py', line: 5 } },
  ]);
});

test.each([
  ['no block', 'import os\n'],
  ['a block that does not end', '# /// script\n# dependencies = ["a"]\n'],
  ['a block that is no TOML', '# /// script\n# dependencies = [\n# ///\n'],
])('%s asks for nothing', (_, script) => {
  expect(scriptAsks('tool.py', script)).toEqual([]);
});
