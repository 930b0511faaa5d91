import type { MethodEvidence } from '../evidence/method.ts';
import type { RepositoryEvidence } from '../evidence/repository.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { askOfScript, isInScript } from './support/languages.ts';
import { ask, inCode, withoutTraining } from './support/method.ts';
import { isWritten, topicOf } from './support/topics.ts';
import { count, listed } from './support/words.ts';

// Two approaches scored with a metric in code are most of the claim; what was concluded from them is the rest.
const fromCode = 0.6;
const fromWriting = { written: 0.4, mention: 0.2 };
// A second one that could be trained, and is not, was thought of; nothing was learnt from it.
const fromOffer = 0.2;

/** `sklearn.svm.SVC` -> `SVC`, `lightgbm.train` -> `lightgbm`. */
const shortOf = (name: string): string => {
  const parts = name.split('.');
  return (parts.at(-1) === 'train' ? parts.at(-2) : parts.at(-1)) ?? name;
};

const distinct = (found: readonly { readonly name: string }[]): readonly string[] => [
  ...new Set(found.map(({ name }) => shortOf(name))),
];

type Found = {
  readonly scored: readonly string[];
  readonly fitted: readonly string[];
  /** Constructed, and never fitted in code that could be followed. */
  readonly offered: readonly string[];
  /** All of those stand in branches that are never taken. */
  readonly isOffered: boolean;
};

const foundIn = (method: MethodEvidence, { estimators }: RepositoryEvidence): Found => {
  const { fits, examples, trainings } = method;
  const passed = distinct(method.offered);
  const known = distinct([...fits, ...examples]);
  const offered = distinct(estimators).filter((name) => !known.includes(name));
  // What a tuner trains is what was constructed for it, where that is known.
  const others = trainings.filter(({ name }) => offered.length === 0 || !/tuner/i.test(name));
  return {
    scored: distinct(fits.filter((fit) => fit.scored)),
    fitted: distinct([...fits, ...others]),
    offered,
    isOffered: offered.every((name) => passed.includes(name)),
  };
};

type Untold = { readonly question: string; readonly summary: string; readonly details: readonly Detail[] };

/** Trains and compares a number of models by itself. */
const several = /AutoML$|^(TabularPredictor|LazyClassifier|LazyRegressor|TPOT\w*)$/;

/** What may be approaches, and is known by other signs than the name of a library's model. */
const untold = ({ rivals, unfollowed }: MethodEvidence, known: readonly string[]): Untold | null => {
  const question = 'Which of these are trained and scored on the same rows?';
  const at = (note: string, found: Parameters<typeof places>[0]) => places(found.slice(0, 3), note);
  if (rivals.length > 1) {
    const names = rivals.map(({ name }) => name);
    const sides = at(
      'an approach of its own',
      rivals.map(({ place }) => place),
    );
    return {
      question,
      summary: `${count(names.length, 'function')} of its own fit something that one function scores: ${listed(names)}.`,
      details: sides,
    };
  }
  if (known.length > 1) return null;
  const search = known.find((name) => several.test(name));
  if (search)
    return {
      question: 'Which approaches did it train, and was the choice among them explained?',
      summary: `${search} trains and compares several models by itself.`,
      details: [],
    };
  // Beside a known one it is most often the same.
  return known.length === 0 && unfollowed.length > 0
    ? {
        question,
        summary: 'Something is trained here, and what it is could not be followed.',
        details: at('something is trained here', unfollowed),
      }
    : null;
};

const shown = (
  { fits, trainings }: MethodEvidence,
  { estimators }: RepositoryEvidence,
): readonly Detail[] => {
  const firsts = new Map(
    [...fits, ...trainings, ...estimators].toReversed().map(({ name, place }) => [shortOf(name), place]),
  );
  return places([...firsts.values()].toReversed(), 'an approach');
};

export const approachesAreCompared = defineCheck({
  id: 'approaches-are-compared',
  asks: 'Are at least two approaches trained, scored and compared?',
  why: 'A choice among one is no choice; the comparison shows how the decision was made.',
  remedy:
    'Train a simple and a stronger model on the same split, score both the same way, and write down what follows.',
  followUp: {
    question: 'What would have made you choose the other model?',
    goodAnswer: 'Weighs the measured difference against its noise, and cost, latency and explanation.',
  },
  needs: ['repository', 'notes', 'method'],
  judge({ repository, notes, method }) {
    const comparison = topicOf(notes, 'model-comparison');
    const found = foundIn(method, repository);
    const details = [...shown(method, repository), ...places(comparison.excerpts)];
    const all = [...found.fitted, ...found.offered];
    if (all.length < 2 && isInScript(repository))
      return askOfScript('Which approaches are trained and scored on the same split?', details);
    const nothing = withoutTraining(method, repository);
    if (nothing) return nothing;
    const open = found.scored.length < 2 ? untold(method, all) : null;
    if (open) return ask(open.question, { summary: open.summary, details: [...open.details, ...details] });
    if (all.length < 2)
      return scored({
        score: 0,
        summary: `${count(all.length, 'approach')} found, at least two asked for.`,
        details: [...lookedFor('two or more estimators', inCode), ...details],
      });
    const isUnscored = repository.metrics.length === 0 && found.scored.length < 2;
    if (isUnscored && method.judging.length === 0)
      return scored({
        score: 0,
        summary: `${count(all.length, 'approach')} found, and no metric to compare them.`,
        details: lookedFor('a metric that scores them', inCode),
      });
    const inPassing = comparison.level === 'mention' ? fromWriting.mention : 0;
    const written = isWritten(comparison) ? fromWriting.written : inPassing;
    if (found.scored.length >= 2) {
      const summary = `${count(found.scored.length, 'approach')} scored: ${listed(found.scored)}.`;
      return scored({ score: fromCode + written, summary, details });
    }
    const isOpen = found.fitted.length !== 1 || !found.isOffered;
    if (isOpen && isWritten(comparison))
      return scored({
        score: fromCode + written,
        summary: `${count(all.length, 'approach')} found beside a metric, and compared in writing: ${listed(all)}.`,
        details,
      });
    if (isOpen)
      return ask('Which of these are trained and scored on the same rows?', {
        summary: `${count(all.length, 'approach')} found, and which are scored could not be followed: ${listed(all)}.`,
        details,
      });
    return scored({
      score: fromOffer,
      summary: `Only ${listed(found.fitted)} is fitted; ${listed(found.offered)} could be, and never is.`,
      details,
    });
  },
});
