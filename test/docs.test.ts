import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CallExpression, Node, type SourceFile, SyntaxKind } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { modulesIn } from './helpers/modules.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const namesIn = (folder: string): readonly string[] => readdirSync(join(root, folder));

const modules = modulesIn(['harness']);
const documents = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'harness/README.md',
  ...namesIn('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, text: read(path) }));

const group = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found);
const sorted = (some: readonly string[]): readonly string[] => [...new Set(some)].sort();

const callsIn = (source: SourceFile): readonly CallExpression[] =>
  source.getDescendantsOfKind(SyntaxKind.CallExpression);

/** Upper-case strings in an expression; either branch of a condition counts. */
const codesWithin = (node: Node | undefined): readonly string[] =>
  [node, ...(node?.getDescendants() ?? [])]
    .filter(Node.isStringLiteral)
    .map((literal) => literal.getLiteralValue())
    .filter((text) => /^[A-Z]+(_[A-Z]+)+$/.test(text));

/** `code: 'UPPER_CASE'` in an object, and the first argument of `refuse`. */
const codesOf = (source: SourceFile): readonly string[] => [
  ...source
    .getDescendantsOfKind(SyntaxKind.PropertyAssignment)
    .filter((property) => property.getName() === 'code')
    .flatMap((property) => codesWithin(property.getInitializer())),
  ...callsIn(source)
    .filter((call) => call.getExpression().getText() === 'refuse')
    .flatMap((call) => codesWithin(call.getArguments()[0])),
];

test('docs/errors.md lists every code that the harness gives, and no other', () => {
  const documented = group(read('docs/errors.md'), /^\| `([A-Z_]+)`/gm);
  const given = modules.flatMap(({ source }) => codesOf(source));
  expect(given.length).toBeGreaterThan(50);
  expect(sorted(documented)).toEqual(sorted(given));
});

/** First arguments of a method's calls, after what it is called on where that is not the program itself. */
const namedBy = (method: string): readonly string[] => {
  const cli = modules.find(({ path }) => path === 'harness/cli.ts');
  return callsIn(cli?.source ?? expect.unreachable('harness/cli.ts')).flatMap((call) => {
    const [called, [name]] = [call.getExpression(), call.getArguments()];
    if (!Node.isPropertyAccessExpression(called) || called.getName() !== method) return [];
    if (!Node.isStringLiteral(name)) return [];
    const parent = called.getExpression().getText();
    const text = name.getLiteralValue();
    return [method === 'command' && parent !== 'program' ? `${parent} ${text}` : text];
  });
};

const commands = namedBy('command');
const options = [...namedBy('option'), ...namedBy('requiredOption'), '--help'].map((text) =>
  text.replace(/ .*/, ''),
);

/** Code alone: in prose `takehome` is a subject with a verb. */
const codeIn = (text: string): string => {
  const fenced = group(text, /^```\w*\n([\s\S]*?)^```/gm);
  const indented = group(text, /^ {4}(\S.*)$/gm);
  const spans = group(text.replaceAll(/^```[\s\S]*?^```/gm, ''), /`([^`\n]+)`/g);
  return [...fenced, ...indented, ...spans].join('\n');
};

const isCommand = (words: string): boolean => {
  const [first = '', second] = words.split(' ');
  if (first !== 'challenge') return commands.includes(first);
  return second === undefined || commands.includes(`challenge ${second}`);
};

const scripts = Object.keys(
  z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts,
);

describe.each(documents)('$path', ({ path, text }) => {
  test('links to files that are there', () => {
    const links = group(text, /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?:|mailto:|#)/.test(link));
    const dead = links.filter((link) => !existsSync(join(root, dirname(path), link.replace(/#.*/, ''))));
    expect(dead).toEqual([]);
  });

  test('links to headings that are there', () => {
    const anchors = [...text.matchAll(/\]\(([^)#\s:]*)#([^)\s]+)\)/g)].map(([, file = '', anchor = '']) => ({
      file: file === '' ? path : join(dirname(path), file),
      anchor,
    }));
    expect(anchors.filter(({ file, anchor }) => !headingsOf(file).includes(anchor))).toEqual([]);
  });

  test('names commands and options that are there', () => {
    const lines = codeIn(text)
      .split('\n')
      .filter((line) => /\btakehome [a-z]/.test(line));
    const words = lines.flatMap((line) => group(line, /\btakehome ([a-z-]+(?: [a-z-]+)?)/g));
    expect(words.filter((some) => !isCommand(some))).toEqual([]);
    const named = lines.flatMap((line) => group(line, /(?<=\s)(--[a-z-]+)/g));
    expect(named.filter((option) => !options.includes(option))).toEqual([]);
  });

  test('names scripts that are there', () => {
    const named = group(text, /npm run (?:--silent )?([\w:-]+)/g);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });
});

/** Anchors as forges make them. */
const headingsOf = (file: string): readonly string[] =>
  group(read(file), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('the map of the engine names every folder and file of it', () => {
  const [, table = ''] = read('harness/README.md').split('| folder or file');
  const cells = group(table, /^\| (.+?) +\|/gm);
  const named = cells.flatMap((cell) => group(cell, /`([\w.-]+)\/?`/g));
  expect(sorted(named)).toEqual(sorted(namesIn('harness').filter((name) => name !== 'README.md')));
});
