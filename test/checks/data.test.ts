import { approachesAreCompared } from '../../harness/checks/approaches-are-compared.ts';
import { dataLeakingColumnIsLeftOut } from '../../harness/checks/data-leaking-column-is-left-out.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import type { RepositoryEvidence } from '../../harness/evidence/repository.ts';
import { excerpt, place } from '../helpers/evidence/basics.ts';
import { file, repository } from '../helpers/evidence/files.ts';
import { holdout, holdoutNotAsked, standing } from '../helpers/evidence/holdout.ts';
import { method, noMethod } from '../helpers/evidence/method.ts';
import { notesOn } from '../helpers/evidence/work.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<RepositoryEvidence>) => strongEvidence({ repository: repository(over) });
const empty = emptyEvidence();

const column = 'cancellation_reason';
const drop = [excerpt('a.py', 3, `df.drop(columns=['${column}'])`)];
const use = [excerpt('a.py', 9, `features = ['${column}']`)];
const leak = (dropped: typeof drop, used: typeof use) => given({ leakingColumn: { column, dropped, used } });
const unnamedAndMute = { ...leak([], []), holdout: holdoutNotAsked('listen') };
const unnamedAndPoor = {
  ...leak([], []),
  holdout: holdout({
    submission: standing('submission', { averagePrecision: 0.2, brier: 0.1, calibrationError: 0.02 }),
  }),
};
const droppedAndMute = { ...leak(drop, []), holdout: holdoutNotAsked('listen') };

const inScript = (over: Partial<RepositoryEvidence>) =>
  given({
    files: [file('src/train.ts', { kind: 'typescript' })],
    estimators: [],
    metrics: [],
    seeds: [],
    ...over,
  });
const unnamedInScript = inScript({ leakingColumn: { column, dropped: [], used: [] } });

tableFor(dataLeakingColumnIsLeftOut, [
  { row: 'in TypeScript, good on unseen rows', evidence: unnamedInScript, score: 1, says: 'holds up' },
  {
    row: 'in TypeScript, no second witness',
    evidence: { ...unnamedInScript, holdout: holdoutNotAsked('listen') },
    score: 'needs-human',
    says: 'too few answers tell',
  },
  { row: 'dropped', evidence: leak(drop, []), score: 1, says: 'is left out' },
  { row: 'dropped, and no server', evidence: droppedAndMute, score: 1, says: 'is left out' },
  { row: 'used', evidence: leak([], use), score: 0, says: 'used as a feature' },
  { row: 'dropped here, used there', evidence: leak(drop, use), score: 0.5, says: 'used in another' },
  { row: 'never named, good on unseen rows', evidence: leak([], []), score: 1, says: 'holds up' },
  {
    row: 'never named, no second witness',
    evidence: unnamedAndMute,
    score: 'needs-human',
    says: 'tell whether',
  },
  { row: 'never named, no better than a baseline', evidence: unnamedAndPoor, score: 0, says: 'never named' },
  { row: 'no code', evidence: empty, score: 0, says: 'never named' },
  {
    row: 'no such column',
    evidence: given({ leakingColumn: { column: null, dropped: [], used: [] } }),
    score: 'not-applicable',
    says: 'no leaking column',
  },
]);

const found = (...names: readonly string[]) => names.map((name) => ({ name, place: place('a.py') }));
const without = { notes: notesOn({}) };

const loads = { ...noMethod(), loaded: [excerpt('api.py', 3, "joblib.load('m.pkl')")] };
const fitOf = (name: string, over: Partial<MethodEvidence['fits'][number]> = {}) => ({
  name,
  place: excerpt('a.py', 7, `${name}().fit(x, y)`),
  pipeline: false,
  followed: true,
  scored: true,
  ...over,
});
const fits = (...all: MethodEvidence['fits']) => ({ method: method({ fits: all }) });
const offers = (...names: readonly string[]) => ({ repository: repository({ estimators: found(...names) }) });

const passing = { notes: notesOn({ 'model-comparison': 'mention' }) };

tableFor(approachesAreCompared, [
  {
    row: 'in TypeScript',
    evidence: { ...inScript({}), method: noMethod() },
    score: 'needs-human',
    says: 'Written in TypeScript',
  },
  { row: 'scored and written up', evidence: given({}), score: 1, says: '2 approaches scored' },
  {
    row: 'scored, not written up',
    evidence: strongEvidence(without),
    score: 0.6,
    says: 'LogisticRegression and',
  },
  {
    row: 'mentioned',
    evidence: strongEvidence({ notes: notesOn({ 'model-comparison': 'mention' }) }),
    score: 0.8,
    says: '2 approaches',
  },
  {
    row: 'the same one twice',
    evidence: strongEvidence({ ...offers('sklearn.svm.SVC'), ...fits(fitOf('svm.SVC')) }),
    score: 0,
    says: '1 approach found',
  },
  {
    row: 'written up, not done',
    evidence: { ...empty, notes: strongEvidence().notes },
    score: 0,
    says: '0 approaches found',
  },
  {
    row: 'nothing compares them',
    evidence: strongEvidence({
      repository: repository({ metrics: [] }),
      ...fits(fitOf('SVC', { scored: false }), fitOf('Ridge', { scored: false })),
    }),
    score: 0,
    says: 'no metric',
  },
  {
    row: 'a function of its own may compare them',
    evidence: strongEvidence({
      repository: repository({ metrics: [] }),
      method: method({
        fits: [fitOf('SVC', { scored: false }), fitOf('Ridge', { scored: false })],
        judging: [{ name: 'eval_topk', place: { path: 'a.py', line: 3, text: 'eval_topk(p, y)' } }],
      }),
    }),
    score: 1,
    says: 'compared in writing',
  },
  {
    row: 'one is never fitted',
    evidence: strongEvidence({
      ...offers('SVC', 'RandomForestClassifier'),
      method: method({
        fits: [fitOf('SVC')],
        offered: [
          { name: 'RandomForestClassifier', place: excerpt('a.py', 4, 'm = RandomForestClassifier()') },
        ],
      }),
    }),
    score: 0.2,
    says: 'Only SVC is fitted; RandomForestClassifier could be',
  },
  {
    row: 'one is constructed, and nobody can tell for what',
    evidence: strongEvidence({ ...passing, ...offers('SVC', 'Ridge'), ...fits(fitOf('SVC')) }),
    score: 'needs-human',
    says: 'could not be followed',
  },
  {
    row: 'one is fitted on rows written out',
    evidence: strongEvidence({
      ...offers('SVC', 'Ridge'),
      method: method({
        fits: [fitOf('SVC')],
        examples: [{ name: 'Ridge', place: excerpt('a.py', 2, 'fit') }],
      }),
    }),
    score: 0,
    says: '1 approach found',
  },
  {
    row: 'trained by a loop and a command',
    evidence: strongEvidence({
      ...passing,
      ...offers(),
      method: method({
        fits: [],
        trainings: [
          { name: 'Net', place: excerpt('a.py', 3, 'loss.backward()') },
          { name: 'spaCy', place: excerpt('Makefile', 3, 'spacy train') },
        ],
      }),
    }),
    score: 'needs-human',
    says: 'could not be followed: Net and spaCy',
  },
  {
    row: 'a model that is only loaded',
    evidence: { ...empty, method: loads },
    score: 'not-applicable',
    says: 'none is trained here',
  },
  {
    row: 'trained in a way that could not be followed',
    evidence: { ...empty, method: { ...loads, unfollowed: [excerpt('a.py', 4, 'm.fit(x, y)')] } },
    score: 'needs-human',
    says: 'could not be followed',
  },
  {
    row: 'something else beside one that is known',
    evidence: strongEvidence({
      ...offers(),
      method: method({ fits: [fitOf('SVC')], unfollowed: [excerpt('a.py', 4, 'm.fit(x, y)')] }),
    }),
    score: 0,
    says: '1 approach found',
  },
  {
    row: 'functions of its own, scored side by side',
    evidence: strongEvidence({
      ...offers(),
      method: method({
        fits: [fitOf('SVC')],
        rivals: ['fit_segments', 'fit_learner'].map((name) => ({
          name,
          place: excerpt('a.py', 4, `${name}(rows)`),
        })),
      }),
    }),
    score: 'needs-human',
    says: '2 functions of its own',
  },
  {
    row: 'one that trains several by itself',
    evidence: strongEvidence({ ...offers(), ...fits(fitOf('H2OAutoML')) }),
    score: 'needs-human',
    says: 'H2OAutoML trains and compares several',
  },
  {
    row: 'none is seen to be fitted',
    evidence: strongEvidence({ ...passing, ...offers('SVC', 'Ridge'), ...fits() }),
    score: 'needs-human',
    says: 'could not be followed: SVC and Ridge',
  },
  {
    row: 'not followed, and compared in writing',
    evidence: strongEvidence({ ...offers('SVC', 'Ridge'), ...fits() }),
    score: 1,
    says: 'compared in writing: SVC and Ridge',
  },
  {
    row: 'one of two is seen to be scored',
    evidence: strongEvidence({
      ...passing,
      ...offers(),
      ...fits(fitOf('SVC'), fitOf('lightgbm.train', { scored: false })),
    }),
    score: 'needs-human',
    says: 'could not be followed: SVC and lightgbm',
  },
]);
