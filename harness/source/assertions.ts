import { functionName, type Reading as WholeReading } from './calls.ts';
import { fixedNames } from './fixed-names.ts';
import { argumentsOf, below, childOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';

/** A script, and the names that stand for a literal in the function that is read. */
type Reading = WholeReading & { readonly fixed: ReadonlySet<string> };

const maxClimb = 40;
const literal = /^(true|false|none|integer|float|string|concatenated_string|ellipsis)$/;
const varying = /^(identifier|call|attribute|subscript|await|interpolation|yield)$/;

const varies = ({ script, fixed }: Reading, node: SyntaxNode): boolean =>
  varying.test(node.type) && !(node.type === 'identifier' && fixed.has(textOf(script, node, 80)));

/** Made of literals alone, so its value is known before it runs. */
const isConstant = (reading: Reading, node: SyntaxNode): boolean =>
  [node, ...below(reading.script, node)].every((part) => !varies(reading, part));

const between = (reading: Reading, [left, right]: readonly [SyntaxNode, SyntaxNode]): string =>
  reading.script.source.slice(left.end, right.start).trim();

const holdsCall = ({ script }: Reading, node: SyntaxNode): boolean =>
  node.type === 'call' || below(script, node).some(({ type }) => type === 'call');

const comparesItself = (reading: Reading, node: SyntaxNode): boolean => {
  const [left, right] = node.children;
  if (!left || !right) return false;
  const { script } = reading;
  if (!holdsCall(reading, node) && textOf(script, left) === textOf(script, right)) return true;
  const length = left.type === 'call' && textOf(script, left, 4) === 'len(';
  return length && between(reading, [left, right]) === '>=' && textOf(script, right) === '0';
};

const isTrue = ({ script }: Reading, node: SyntaxNode): boolean => {
  const text = textOf(script, node, 80);
  return literal.test(node.type) && !/^(False|None|0|0\.0|''|"")$/.test(text);
};

/** Python takes it for true whatever the code under test does; a tuple is the classic slip. */
const alwaysHolds = (reading: Reading, node: SyntaxNode): boolean => {
  const inner = node.type === 'parenthesized_expression' ? (node.children[0] ?? node) : node;
  if (isConstant(reading, inner) || inner.type === 'tuple' || inner.type === 'lambda') return true;
  if (inner.type === 'comparison_operator') return comparesItself(reading, inner);
  const [left, right] = inner.children;
  if (inner.type !== 'boolean_operator' || !left || !right || between(reading, [left, right]) !== 'or')
    return false;
  return isTrue(reading, left) || isTrue(reading, right);
};

const catchesAssertion = /^except\s*(\*\s*)?(:|\(?[\w\s,.]*\b(Exception|BaseException|AssertionError)\b)/;
const failsAgain = /\b(raise|assert|pytest\.fail|self\.fail|sys\.exit|exit)\b/;

const isSwallowed = ({ script }: Reading, node: SyntaxNode): boolean => {
  let at = node;
  for (
    let climbed = 0;
    at.parent && climbed < maxClimb && at.parent.type !== 'function_definition';
    climbed += 1
  ) {
    const { parent } = at;
    if (parent.type === 'try_statement' && at.field === 'body') {
      const clauses = parent.children
        .filter(({ type }) => /^except/.test(type))
        .map((clause) => textOf(script, clause));
      if (clauses.some((clause) => catchesAssertion.test(clause) && !failsAgain.test(clause))) return true;
    }
    at = parent;
  }
  return false;
};

const raising = /^pytest\.(raises|warns|deprecated_call|fail)$/;
const checking = /(^|\.)(assert_[a-z_]+|assert[A-Z]\w+|failUnless\w*|failIf\w*|check_estimator)$/;
const validating = /^sklearn\.utils\.(validation\.)?assert_all_finite$/;

/** `self.assertEqual(1, 1)` holds whatever happens; a context or a call with anything that varies can fail. */
const isCheckingCall = (reading: Reading, node: SyntaxNode): boolean => {
  const callee = node.type === 'call' ? childOf(node, 'function') : null;
  const name = callee ? reading.names.dotted(callee) : '';
  if (raising.test(name)) return true;
  if (!checking.test(name) || validating.test(name)) return false;
  const { positional } = argumentsOf(reading.script, node);
  const mocked = /\.assert_(called|not_called|any_call|has_calls|awaited)/.test(name);
  return mocked || positional.some((argument) => !isConstant(reading, argument));
};

const isAssertion = (reading: Reading, node: SyntaxNode): boolean => {
  if (node.type === 'assert_statement') {
    const [condition] = node.children;
    return condition !== undefined && !alwaysHolds(reading, condition);
  }
  if (node.type === 'raise_statement')
    return /^raise AssertionError\b/.test(textOf(reading.script, node, 30));
  return isCheckingCall(reading, node);
};

/** Assertions written in a function that can fail and are not caught again. */
const ownAssertions = (whole: WholeReading, definition: SyntaxNode): number => {
  const reading = { ...whole, fixed: fixedNames(whole.script, definition) };
  return below(reading.script, definition).filter(
    (node) => isAssertion(reading, node) && !isSwallowed(reading, node),
  ).length;
};

/** Assertions of a function, those of the file's helpers that it calls included, each helper once. */
export const assertionCounter = (reading: WholeReading): ((definition: SyntaxNode) => number) => {
  const { script, names } = reading;
  const helpers = new Map(
    script.nodes
      .filter(({ type }) => type === 'function_definition')
      .map((node) => [functionName(script, node) ?? '', node]),
  );
  const own = new Map<SyntaxNode, number>();
  const count = (node: SyntaxNode): number => {
    const known = own.get(node) ?? ownAssertions(reading, node);
    own.set(node, known);
    return known;
  };
  const called = (node: SyntaxNode): readonly SyntaxNode[] =>
    below(script, node).flatMap((call) => {
      const callee = call.type === 'call' ? childOf(call, 'function') : null;
      const helper = callee && helpers.get(names.dotted(callee).replace(/^self\./, ''));
      return helper && helper !== node ? [helper] : [];
    });
  return (definition) =>
    count(definition) + [...new Set(called(definition))].reduce((sum, helper) => sum + count(helper), 0);
};
