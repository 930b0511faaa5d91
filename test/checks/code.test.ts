import { expect, test } from 'vitest';
import { codeIsNotDuplicated } from '../../harness/checks/code-is-not-duplicated.ts';
import { codeIsUsed } from '../../harness/checks/code-is-used.ts';
import { codeLivesInModules } from '../../harness/checks/code-lives-in-modules.ts';
import { exceptionsAreNotSwallowed } from '../../harness/checks/exceptions-are-not-swallowed.ts';
import { functionsAreAnnotated } from '../../harness/checks/functions-are-annotated.ts';
import { functionsAreDocumented } from '../../harness/checks/functions-are-documented.ts';
import { functionsStayShort } from '../../harness/checks/functions-stay-short.ts';
import { functionsStaySimple } from '../../harness/checks/functions-stay-simple.ts';
import { modulesLogRatherThanPrint } from '../../harness/checks/modules-log-rather-than-print.ts';
import { pathsAreNotOfOneMachine } from '../../harness/checks/paths-are-not-of-one-machine.ts';
import { stateIsNotGlobal } from '../../harness/checks/state-is-not-global.ts';
import type { CodeEvidence } from '../../harness/evidence/code.ts';
import { excerpt, place } from '../helpers/evidence/basics.ts';
import { code, notebookCode } from '../helpers/evidence/code.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const strong = strongEvidence();
const empty = emptyEvidence();
const notebook = emptyEvidence({ code: notebookCode() });
const given = (over: Partial<CodeEvidence>) => strongEvidence({ code: code(over) });
const functions = (over: Partial<CodeEvidence['functions']>) =>
  given({ functions: { ...code().functions, ...over } });
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => excerpt('src/a.py', at + 1, 'except Exception:'));

const parts = (modules: number, scripts: number, notebooks: number): CodeEvidence['parts'] => ({
  modules: { files: 1, statements: modules },
  scripts: { files: 1, statements: scripts },
  notebooks: { files: 1, statements: notebooks },
  tests: { files: 0, statements: 0 },
});

tableFor(codeLivesInModules, [
  { row: 'modules', evidence: strong, score: 1, says: '94 % of 160 statements can be imported' },
  {
    row: 'half of it explored in a notebook',
    evidence: given({ parts: parts(100, 0, 100), importable: 100 }),
    score: 1,
    says: '50 % of 200 statements can be imported; there is code in 1 notebook.',
  },
  {
    row: 'one flat script',
    evidence: given({ parts: parts(0, 90, 10), importable: 10 }),
    score: 0.2,
    says: '10 %',
  },
  {
    row: 'functions behind a run',
    evidence: given({
      parts: parts(20, 80, 0),
      importable: 20,
      behindWork: { statements: 40, lines: [excerpt('q.py', 90, 'main()')] },
    }),
    score: 0.8,
    says: '20 % of 100 statements can be imported; importing another 40 % starts a program.',
  },
  { row: 'a notebook', evidence: notebook, score: 0, says: '0 % of 90 statements' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

tableFor(functionsAreAnnotated, [
  { row: 'all', evidence: functions({ total: 4, annotated: 4 }), score: 1, says: '4 of 4 functions are' },
  {
    row: 'a quarter',
    evidence: functions({ total: 4, annotated: 1 }),
    score: 0.25,
    says: '1 of 4 functions is',
  },
  {
    row: 'plain JavaScript beside them',
    evidence: functions({ total: 12, annotatable: 4, annotated: 4 }),
    score: 1,
    says: '4 of 4 functions are',
  },
  {
    row: 'plain JavaScript alone',
    evidence: functions({ total: 8, annotatable: 0, annotated: 0 }),
    score: 'not-applicable',
    says: 'no types are in use there',
  },
  { row: 'nothing', evidence: empty, score: 0, says: 'No function' },
]);

tableFor(functionsAreDocumented, [
  { row: 'most', evidence: strong, score: 0.85, says: '17 of 20 public functions of five lines or more are' },
  {
    row: 'none',
    evidence: functions({ telling: { total: 3, documented: 0, silent: [] } }),
    score: 0,
    says: '0 of 3',
  },
  { row: 'nothing', evidence: empty, score: 0, says: 'No public function' },
]);

test('what has no docstring is said to have none, and nothing of the kind of TypeScript', () => {
  const silent = ['a.py', 'b.ts', 'c.ipynb'].map((path) => ({ name: 'f', place: place(path) }));
  const { details } = functionsAreDocumented.judge(
    functions({ telling: { total: 3, documented: 0, silent } }),
  );
  expect(details).toMatchObject([
    { path: 'a.py', note: 'f: has no docstring' },
    { path: 'b.ts', note: 'f: has no sentence above it' },
    { path: 'c.ipynb', note: 'f: has no docstring' },
    { kind: 'number' },
  ]);
});

const longest = (count: number) => functions({ longest: { name: 'f', place: place('a.py'), lines: count } });

tableFor(functionsStayShort, [
  { row: 'one screen', evidence: longest(60), score: 1, says: '60 lines' },
  { row: 'two screens', evidence: longest(120), score: 0.5, says: '120 lines' },
  { row: 'four screens', evidence: longest(240), score: 0, says: '240 lines' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No function' },
]);

const complex = (count: number) => [{ name: 'main', place: place('a.py'), lines: count, complexity: 14 }];

tableFor(functionsStaySimple, [
  { row: 'simple ones', evidence: strong, score: 1, says: '24 of 24 functions have at most 10 ways through' },
  {
    row: 'a third of the lines in one',
    evidence: functions({ ruled: { total: 4, lines: 300 }, complex: complex(100) }),
    score: 2 / 3,
    says: '3 of 4 functions have at most 10 ways through, 67 % of their lines.',
  },
  {
    row: 'one that is all',
    evidence: functions({ ruled: { total: 1, lines: 300 }, complex: complex(300) }),
    score: 0,
    says: '0 of 1',
  },
  { row: 'a notebook', evidence: notebook, score: 'not-applicable', says: 'holds no functions' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

const duplicates = (repeated: number) =>
  given({
    duplicates: {
      statements: 1000,
      repeated,
      blocks: [
        { between: 'modules', statements: repeated, first: place('a.py', 4), again: place('b.py', 9) },
        { between: 'module-and-notebook', statements: 9, first: place('a.py', 4), again: place('e.ipynb') },
      ],
    },
  });

tableFor(codeIsNotDuplicated, [
  { row: 'nothing twice', evidence: strong, score: 1, says: '0 of 160 statements' },
  { row: 'what is accepted', evidence: duplicates(30), score: 1, says: '30 of 1,000' },
  { row: 'in between', evidence: duplicates(115), score: 0.5, says: '115 of 1,000' },
  { row: 'a fifth', evidence: duplicates(200), score: 0, says: '200 of 1,000' },
  { row: 'a notebook', evidence: notebook, score: 'not-applicable', says: 'outside notebooks' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

tableFor(codeIsUsed, [
  { row: 'all of it', evidence: strong, score: 1, says: 'Nothing is left over: 26 imports and 24 functions' },
  {
    row: 'leftovers',
    evidence: given({
      unused: {
        imports: { total: 6, unused: lines(2) },
        variables: lines(1),
        functions: { total: 4, unnamed: [{ name: 'old', place: place('a.py') }] },
        commentedOut: lines(1),
      },
    }),
    score: 7 / 12,
    says: 'Left over beside 6 imports and 4 functions: 2 imports, 1 function, 1 variable and 1 more.',
  },
  { row: 'a notebook', evidence: notebook, score: 'not-applicable', says: 'imports and functions' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

const reporting = (printedCount: number, loggedCount: number) =>
  given({
    reporting: { printed: lines(printedCount), printedCount, logged: lines(loggedCount), loggedCount },
  });

tableFor(modulesLogRatherThanPrint, [
  { row: 'a log', evidence: strong, score: 1, says: '3 calls of a logger and 0 prints' },
  { row: 'one print', evidence: reporting(1, 0), score: 0.9, says: '1 print in modules' },
  { row: 'half of it printed', evidence: reporting(10, 10), score: 0.5, says: '10 prints' },
  { row: 'printed', evidence: reporting(12, 0), score: 0, says: '0 calls' },
  { row: 'silent', evidence: reporting(0, 0), score: 'not-applicable', says: 'report nothing' },
  { row: 'a notebook', evidence: notebook, score: 'not-applicable', says: 'holds no modules' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

const handlers = (swallowed: number, total: number) =>
  given({ handlers: { total, swallowed: lines(swallowed) } });

tableFor(exceptionsAreNotSwallowed, [
  { row: 'handled', evidence: strong, score: 1, says: '0 of 4 handlers' },
  {
    row: 'the only one',
    evidence: handlers(1, 1),
    score: 0.8,
    says: '1 of 1 handler catches everything and neither raises',
  },
  {
    row: 'half',
    evidence: handlers(4, 8),
    score: 0.5,
    says: '4 of 8 handlers catch everything and neither raise,',
  },
  { row: 'all', evidence: handlers(6, 6), score: 0, says: '6 of 6' },
  { row: 'nothing caught', evidence: handlers(0, 0), score: 'not-applicable', says: 'No exception' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

tableFor(stateIsNotGlobal, [
  {
    row: 'none',
    evidence: strong,
    score: 1,
    says: '0 global rebindings and 0 mutable defaults in 24 functions.',
  },
  {
    row: 'one of three',
    evidence: given({
      state: { functions: 3, rebound: lines(1), mutableDefaults: [] },
    }),
    score: 0.9,
    says: '1 global rebinding',
  },
  {
    row: 'both kinds',
    evidence: given({ state: { functions: 24, rebound: lines(4), mutableDefaults: lines(2) } }),
    score: 0.75,
    says: '4 global rebindings and 2 mutable defaults',
  },
  { row: 'a notebook', evidence: notebook, score: 'not-applicable', says: 'holds no functions in Python' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);

tableFor(pathsAreNotOfOneMachine, [
  { row: 'none', evidence: strong, score: 1, says: '0 paths' },
  { row: 'one', evidence: given({ machinePaths: lines(1) }), score: 2 / 3, says: '1 path of' },
  { row: 'three', evidence: given({ machinePaths: lines(3) }), score: 0, says: '3 paths' },
  { row: 'nothing', evidence: empty, score: 0, says: 'No code' },
]);
