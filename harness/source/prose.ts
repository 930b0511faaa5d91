import type { Reading } from './calls.ts';
import { isPrompt } from './prompts.ts';
import { isString, placeOf, stringValue, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { ProseFact } from './types.ts';

const maxPieces = 600;
const maxCharacters = 8_000;
const printers = /(^|\.)(print|pprint|markdown|write|info|warning|echo|display)$/;

const words = (text: string): number => text.split(/\s+/, 20).filter(Boolean).length;

/** A string at the head of a block documents it; one that stands elsewhere and asks is a question that somebody set. */
const isHead = ({ parent }: SyntaxNode): boolean =>
  parent?.parent?.children.find(({ type }) => type !== 'comment') === parent;
const asks = /\?["'\s]*$/;

const docstrings = ({ script, path }: Reading): readonly ProseFact[] =>
  script.nodes
    .filter((node) => isString(node) && node.parent?.type === 'expression_statement')
    .map((node) => ({ node, text: stringValue(script, node, maxCharacters) }))
    .filter(({ node, text }) => isHead(node) || !asks.test(text))
    .map(({ node, text }) => ({ ...placeOf(script, { path, node }), text, from: 'docstring' as const }));

/** A line with nothing but the address of a page that explains: what stands below it was copied from there. */
const page =
  /^\W*((see|source|from|docs?|ref(erence)?s?|taken from|adapted from)\W+)?https?:\/\/(docs?\.|[^\s/]*(readthedocs|scikit-learn\.org|wikipedia\.org|stackoverflow\.com|developers?\.)|\S*\/(docs?|documentation|stable|latest|tutorials?|guides?|reference|api)\b)\S*\W*$/i;
const longestAddress = 300;
const speaks = /\b(i|we|my|our)\b/i;

/** Comments without those that stand right below such an address, but for what speaks of its writer. */
const unquoted = (facts: readonly ProseFact[]): readonly ProseFact[] => {
  let quoted = false;
  let last = Number.NEGATIVE_INFINITY;
  return facts.filter(({ line, text }) => {
    if (text.length <= longestAddress && page.test(text)) quoted = true;
    else if (line !== last + 1 || speaks.test(text)) quoted = false;
    last = line;
    return !quoted;
  });
};

const comments = ({ script, path }: Reading): readonly ProseFact[] =>
  unquoted(
    script.nodes
      .filter(({ type }) => type === 'comment')
      .map((node) => ({
        ...placeOf(script, { path, node }),
        text: textOf(script, node, maxCharacters).replace(/^[#!\s]+/, ''),
        from: 'comment' as const,
      })),
  );

const isPrinted = ({ names }: Reading, node: SyntaxNode): boolean => {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  const callee = call?.children.find(({ field }) => field === 'function');
  return callee !== undefined && printers.test(names.dotted(callee));
};

/** What is printed, and long text that is kept in a name to be printed. */
const printed = (reading: Reading): readonly ProseFact[] => {
  const { script, path } = reading;
  return script.nodes
    .filter(
      (node) =>
        isString(node) &&
        node.parent?.type !== 'concatenated_string' &&
        node.parent?.type !== 'expression_statement' &&
        words(textOf(script, node, 400)) >= 3 &&
        !isPrompt(reading, node),
    )
    .flatMap((node) => {
      const text = stringValue(script, node, maxCharacters);
      const counts = isPrinted(reading, node) ? words(text) >= 3 : words(text) >= 15;
      return counts ? [{ ...placeOf(script, { path, node }), text, from: 'printed' as const }] : [];
    });
};

/** Neighbours of one kind are one piece: a paragraph printed or commented line by line. */
const joined = (facts: readonly ProseFact[]): readonly ProseFact[] => {
  const pieces: ProseFact[] = [];
  for (const fact of facts) {
    const before = pieces.at(-1);
    const apart = before ? fact.line - (before.endLine ?? before.line) : Number.POSITIVE_INFINITY;
    if (before && before.from === fact.from && apart <= 2 && before.text.length < maxCharacters)
      pieces[pieces.length - 1] = {
        ...before,
        endLine: fact.endLine ?? fact.line,
        text: `${before.text}\n${fact.text}`,
      };
    else pieces.push(fact);
  }
  return pieces;
};

/** Line ends as everywhere else, so that none is left over where a piece is cut into lines. */
const lined = (fact: ProseFact): ProseFact =>
  fact.text.includes('\r') ? { ...fact, text: fact.text.replaceAll(/\r\n?/g, '\n').trimEnd() } : fact;

export const proseOf = (reading: Reading): readonly ProseFact[] =>
  [docstrings(reading), joined(comments(reading).map(lined)), joined(printed(reading))]
    .flat()
    .filter(({ text }) => words(text) >= 5)
    .slice(0, maxPieces)
    .map(lined);
