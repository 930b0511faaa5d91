import { defineCheck } from './support/check.ts';
import { places } from './support/details.ts';
import { withoutTraining } from './support/method.ts';
import { judgeTopic, topicOf } from './support/topics.ts';

export const explorationIsDocumented = defineCheck({
  id: 'exploration-is-documented',
  asks: 'Is it written down what the data look like and what is wrong with them?',
  why: 'Every later decision rests on it, and a reader cannot repeat what was only looked at.',
  remedy: 'Write down what you found in each column, with numbers, and what you did about it.',
  followUp: {
    question: 'Which finding in the data changed what you did?',
    goodAnswer: 'Names a finding with a number, the decision it led to, and how the effect was checked.',
  },
  needs: ['repository', 'notes', 'method'],
  judge: ({ repository, notes, method }) => {
    const nothing = withoutTraining(method, repository);
    if (nothing) return nothing;
    const handedOver = repository.supplied.filter(({ because }) => because === 'only-named');
    const { excerpts } = topicOf(notes, 'exploration');
    const doubtful = excerpts.filter(({ path }) => handedOver.some((file) => file.path === path));
    if (excerpts.length > 0 && doubtful.length === excerpts.length)
      return {
        verdict: {
          kind: 'needs-human',
          question:
            'Whose exploration is this? 0 it came with the task, 0.5 the candidate added to it, 1 the candidate’s own.',
        },
        summary:
          'The exploration: stands in files that the task says it handed over, and no history tells whether they were changed.',
        details: [
          ...places(excerpts),
          ...places(
            handedOver.map(({ told }) => told),
            'says what was handed over',
          ),
        ],
      };
    return judgeTopic(notes, { topic: 'exploration', subject: 'The exploration' });
  },
});
