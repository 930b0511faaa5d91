import { XMLParser } from 'fast-xml-parser';

export type JunitCase = {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'error' | 'skipped';
};

const maxBytes = 4 * 1024 * 1024;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  processEntities: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
});

type Node = { readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const outcomeOf = (testcase: Node): JunitCase['outcome'] => {
  if ('failure' in testcase) return 'failed';
  if ('error' in testcase) return 'error';
  return 'skipped' in testcase ? 'skipped' : 'passed';
};

const deepest = 50;

/** Node's own runner nests its suites, and puts tests beside them. */
const casesIn = (suite: Node, left: number): readonly Node[] =>
  left === 0
    ? []
    : [...nodes(suite.testcase), ...nodes(suite.testsuite).flatMap((inner) => casesIn(inner, left - 1))];

/** Cases of a JUnit file, which is the submission's claim; null when it cannot be read. Entities are never expanded. */
export const parseJunit = (xml: string): readonly JunitCase[] | null => {
  if (xml.length > maxBytes || /<!DOCTYPE|<!ENTITY/i.test(xml)) return null;
  try {
    const document: unknown = parser.parse(xml);
    if (!isNode(document)) return null;
    const root = isNode(document.testsuites) ? document.testsuites : document;
    return casesIn(root, deepest).map((testcase) => ({
      name: String(testcase.name ?? ''),
      outcome: outcomeOf(testcase),
    }));
  } catch {
    return null;
  }
};
