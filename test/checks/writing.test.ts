import { baselineIsExplained } from '../../harness/checks/baseline-is-explained.ts';
import { explanationsAreSound } from '../../harness/checks/explanations-are-sound.ts';
import { explorationIsDocumented } from '../../harness/checks/exploration-is-documented.ts';
import { featuresAreExplained } from '../../harness/checks/features-are-explained.ts';
import { limitationsAreStated } from '../../harness/checks/limitations-are-stated.ts';
import { metricChoiceIsExplained } from '../../harness/checks/metric-choice-is-explained.ts';
import { monitoringIsImplemented } from '../../harness/checks/monitoring-is-implemented.ts';
import { monitoringIsPlanned } from '../../harness/checks/monitoring-is-planned.ts';
import { monitoringLeadsToAction } from '../../harness/checks/monitoring-leads-to-action.ts';
import { monitoringWatchesModelAndService } from '../../harness/checks/monitoring-watches-model-and-service.ts';
import { readmeSaysHowToRun } from '../../harness/checks/readme-says-how-to-run.ts';
import { resultsAreExplainedPlainly } from '../../harness/checks/results-are-explained-plainly.ts';
import { tradeOffsAreExplained } from '../../harness/checks/trade-offs-are-explained.ts';
import { excerpt } from '../helpers/evidence/basics.ts';
import { file, repository } from '../helpers/evidence/files.ts';
import { noMethod } from '../helpers/evidence/method.ts';
import { notes, notesOn, topic } from '../helpers/evidence/work.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const strong = strongEvidence();
const empty = emptyEvidence();
const about = (levels: Parameters<typeof notesOn>[0]) => strongEvidence({ notes: notesOn(levels) });

const inSpanish = strongEvidence({
  notes: { ...notesOn({}), foreign: [excerpt('README.md', 3, 'El modelo no considera la estacionalidad.')] },
});

const byTopic = [
  [explorationIsDocumented, 'exploration'],
  [featuresAreExplained, 'features'],
  [metricChoiceIsExplained, 'metric-choice'],
  [tradeOffsAreExplained, 'trade-offs'],
  [readmeSaysHowToRun, 'how-to-run'],
  [resultsAreExplainedPlainly, 'plain-words'],
  [baselineIsExplained, 'baseline'],
  [monitoringIsPlanned, 'monitoring'],
] as const;

for (const [check, subject] of byTopic) {
  tableFor(check, [
    { row: 'written up', evidence: about({ [subject]: 'plan' }), score: 1, says: 'written up' },
    { row: 'in passing', evidence: about({ [subject]: 'mention' }), score: 0.25, says: 'in passing' },
    { row: 'other writing', evidence: about({}), score: 0, says: 'not found in 320 words' },
    { row: 'no writing', evidence: empty, score: 0, says: 'no writing of its own' },
  ]);
}

const [quoted] = topic('exploration', 'plan').excerpts;
const onlyNamed = {
  path: quoted?.path ?? '',
  because: 'only-named',
  told: { path: 'TASK.md', line: 4 },
} as const;
const handedOver = (because: 'only-named' | 'with-task') =>
  strongEvidence({
    notes: notesOn({ exploration: 'plan' }),
    repository: repository({ supplied: [{ ...onlyNamed, because }] }),
  });

tableFor(explorationIsDocumented, [
  {
    row: 'named as handed over',
    evidence: handedOver('only-named'),
    score: 'needs-human',
    says: 'no history',
  },
  { row: 'beside what was set aside', evidence: handedOver('with-task'), score: 1, says: 'written up' },
]);

const loaded = (levels: Parameters<typeof notesOn>[0]) => ({
  ...empty,
  notes: notesOn(levels),
  method: { ...noMethod(), loaded: [excerpt('api.py', 3, "joblib.load('m.pkl')")] },
});

for (const [check, subject] of byTopic.slice(0, 2))
  tableFor(check, [
    {
      row: 'nothing is trained',
      evidence: loaded({ [subject]: 'plan' }),
      score: 'not-applicable',
      says: 'none is trained here',
    },
    {
      row: 'nothing is trained in Python, and most is in TypeScript',
      evidence: {
        ...loaded({ [subject]: 'plan' }),
        repository: repository({ estimators: [], files: [file('src/train.ts', { kind: 'typescript' })] }),
      },
      score: 1,
      says: 'written up',
    },
  ]);

for (const [check, subject] of [
  [metricChoiceIsExplained, 'metric-choice'],
  [baselineIsExplained, 'baseline'],
] as const)
  tableFor(check, [
    {
      row: 'nothing is trained',
      evidence: loaded({}),
      score: 'not-applicable',
      says: 'none is trained here',
    },
    {
      row: 'a word on a model that is asked',
      evidence: loaded({ [subject]: 'mention' }),
      score: 'not-applicable',
      says: 'none is trained here',
    },
    {
      row: 'answers of a model that is asked, scored',
      evidence: loaded({ [subject]: 'plan' }),
      score: 1,
      says: 'written up',
    },
  ]);

const hollow = {
  ...topic('monitoring', 'none'),
  hollow: topic('monitoring', 'mention').excerpts,
};
const anySystem = { ...topic('monitoring', 'plan', ['drift', 'threshold']), sure: false };
const monitored = (entry: typeof anySystem | typeof hollow) =>
  strongEvidence({ notes: notes({ topics: [entry] }) });

tableFor(monitoringIsPlanned, [
  { row: 'in code', evidence: about({ monitoring: 'implementation' }), score: 1, says: 'there as code' },
  { row: 'terms in a row', evidence: monitored(hollow), score: 0, says: 'only terms in a row' },
  {
    row: 'true of any system',
    evidence: monitored(anySystem),
    score: 'needs-human',
    says: 'without a figure',
  },
]);

tableFor(monitoringIsImplemented, [
  { row: 'two kinds', evidence: strong, score: 1, says: 'metrics to be scraped and drift against a limit' },
  {
    row: 'one kind',
    evidence: strongEvidence({ notes: notes({ watching: notes().watching.slice(0, 1) }) }),
    score: 0.5,
    says: 'metrics to be scraped',
  },
  { row: 'none', evidence: empty, score: 0, says: 'No code' },
]);

const watching = (...names: NonNullable<Parameters<typeof topic>[2]>) =>
  strongEvidence({ notes: notes({ topics: [topic('monitoring', 'plan', names)] }) });
const inPassing = strongEvidence({
  notes: notes({ topics: [topic('monitoring', 'mention', ['drift', 'action'])] }),
});

tableFor(monitoringWatchesModelAndService, [
  {
    row: 'four of five',
    evidence: strong,
    score: 1,
    says: 'drift of inputs, predictions, outcomes and 1 more',
  },
  { row: 'one', evidence: watching('latency'), score: 1 / 3, says: 'names latency' },
  { row: 'a plan without names', evidence: watching(), score: 0, says: 'does not name' },
  {
    row: 'a name in passing',
    evidence: inPassing,
    score: 0,
    says: 'in passing, with drift of inputs; no plan',
  },
  {
    row: 'true of any system',
    evidence: monitored(anySystem),
    score: 'needs-human',
    says: 'without a figure',
  },
  { row: 'no writing', evidence: empty, score: 0, says: 'No plan' },
]);

tableFor(monitoringLeadsToAction, [
  { row: 'both', evidence: strong, score: 1, says: 'a threshold and an action' },
  { row: 'a threshold', evidence: watching('threshold'), score: 0.5, says: 'a threshold' },
  { row: 'a name in passing', evidence: inPassing, score: 0, says: 'in passing, with an action; no plan' },
  {
    row: 'others in passing',
    evidence: about({ monitoring: 'mention' }),
    score: 0,
    says: 'without a threshold',
  },
  { row: 'no writing', evidence: empty, score: 0, says: 'No plan' },
]);

tableFor(limitationsAreStated, [
  { row: 'both', evidence: strong, score: 1, says: 'Limitations: written up; next steps: written up' },
  {
    row: 'one in passing',
    evidence: about({ 'next-steps': 'mention' }),
    score: 0.125,
    says: 'Limitations: not found',
  },
  { row: 'no writing', evidence: empty, score: 0, says: 'not found' },
]);

tableFor(explanationsAreSound, [
  { row: 'five', evidence: strong, score: 'needs-human', says: '5 written explanations' },
  { row: 'one', evidence: about({ features: 'plan' }), score: 'needs-human', says: '1 written explanation ' },
  {
    row: 'in passing',
    evidence: about({ features: 'mention' }),
    score: 0,
    says: 'only mentioned in passing',
  },
  { row: 'no writing', evidence: empty, score: 0, says: 'No written reason' },
]);

for (const check of [
  monitoringIsPlanned,
  monitoringLeadsToAction,
  limitationsAreStated,
  tradeOffsAreExplained,
  explanationsAreSound,
])
  tableFor<'notes'>(check, [
    { row: 'in Spanish', evidence: inSpanish, score: 'needs-human', says: 'in another language' },
  ]);

tableFor(readmeSaysHowToRun, [
  { row: 'in Spanish, without a command', evidence: inSpanish, score: 0, says: 'not found' },
]);
