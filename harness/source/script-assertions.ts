import { ts } from 'ts-morph';
import { calledName } from './script-tree.ts';

const assertCall = /^(?:\w+\.)?assert(?:\.\w+)*$/;
const expectCall = /^expect(?:\.\w+)+$/;
/** `request(app).get('/').expect(200)` of supertest. */
const chainedCall = /^(?:request|supertest|agent|api|server|app)\w*(?:\.\w+)+\.expect$/;
const noClaim = /\.(?:assertions|hasAssertions|extend|fail)$/;

/** Written out: what it compares is known before anything runs. */
const isLiteral = (node: ts.Node): boolean => {
  if (ts.isPrefixUnaryExpression(node)) return isLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isBinaryExpression(node)) return isLiteral(node.left) && isLiteral(node.right);
  return (
    ts.isStringLiteralLike(node) ||
    ts.isNumericLiteral(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
};

/** All that a chain is given: `expect(a).not.toBe(b)` gives a and b. */
const givenTo = (call: ts.CallExpression): readonly ts.Expression[] => {
  const given: ts.Expression[] = [...call.arguments];
  let at: ts.Expression = call.expression;
  while (ts.isPropertyAccessExpression(at) || ts.isCallExpression(at)) {
    if (ts.isCallExpression(at)) given.push(...at.arguments);
    at = at.expression;
  }
  return given;
};

/** A message beside the claim is a literal too, so one thing that is not makes it a claim. */
const canFail = (call: ts.CallExpression): boolean => givenTo(call).some((given) => !isLiteral(given));

const isAssertion = (node: ts.Node): node is ts.CallExpression => {
  if (!ts.isCallExpression(node)) return false;
  const name = calledName(node.expression);
  if (noClaim.test(name)) return false;
  return (
    assertCall.test(name) ||
    chainedCall.test(name) ||
    (expectCall.test(name) && !ts.isPropertyAccessExpression(node.parent))
  );
};

/** Calls of `assert` and `expect` that could fail. */
export const assertionsIn = (nodes: readonly ts.Node[]): number =>
  nodes.filter((node) => isAssertion(node) && canFail(node)).length;
