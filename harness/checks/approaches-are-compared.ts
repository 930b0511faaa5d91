import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { askOfScript, isInScript } from './support/languages.ts';
import { isWritten, topicOf } from './support/topics.ts';
import { count, listed, shortNames } from './support/words.ts';

// Two approaches scored with a metric in code are most of the claim; what was concluded from them is the rest.
const fromCode = 0.6;
const fromWriting = { written: 0.4, mention: 0.2 };

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
  needs: ['repository', 'notes'],
  judge({ repository, notes }) {
    const { estimators, metrics } = repository;
    const comparison = topicOf(notes, 'model-comparison');
    const names = shortNames(estimators);
    const details = [
      ...places(
        estimators.map(({ place }) => place),
        'an approach',
      ),
      ...places(comparison.excerpts),
    ];
    if (names.length < 2 && isInScript(repository))
      return askOfScript('Which approaches are trained and scored on the same split?', details);
    if (names.length < 2) {
      const found = lookedFor('two or more estimators', 'the submission’s own code and notebooks');
      return scored({
        score: 0,
        summary: `${count(names.length, 'approach')} found, at least two asked for.`,
        details: [...found, ...details],
      });
    }
    if (metrics.length === 0) {
      const found = lookedFor('a metric that scores them', 'the submission’s own code and notebooks');
      return scored({
        score: 0,
        summary: `${count(names.length, 'approach')} found, and no metric to compare them.`,
        details: found,
      });
    }
    const summary = `${count(names.length, 'approach')} scored: ${listed(names)}.`;
    const inPassing = comparison.level === 'mention' ? fromWriting.mention : 0;
    const written = isWritten(comparison) ? fromWriting.written : inPassing;
    return scored({ score: fromCode + written, summary, details });
  },
});
