import type { OwnExample } from '../evidence/serving.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { lackingAt, stageLog } from './support/stages.ts';

const shownBy: Record<OwnExample['from'], string> = {
  openapi: 'OpenAPI',
  writing: 'README',
  code: 'client code',
  file: 'request file',
  data: 'data row',
};

export const servingAnswersPredictions = defineCheck({
  id: 'serving-answers-predictions',
  asks: 'Does one good row get a prediction?',
  why: 'A server that listens and cannot predict helps nobody; this is the shortest proof that the parts fit together.',
  remedy:
    'Send one row of the training file to the running service, as the brief shows it, before handing in.',
  followUp: {
    question: 'Which steps does a raw row go through before it reaches the model?',
    goodAnswer:
      'The same fitted steps as in training, loaded with the model, so that both sides cannot drift apart.',
  },
  needs: ['serving'],
  judge({ serving: { predict, example, ownExample } }) {
    const expected = 'a probability from 0 to 1 for the row';
    const ok = predict.outcome === 'ok';
    const details = example
      ? [{ kind: 'exchange', title: 'One good row', exchange: example, expected, held: ok } as const]
      : [];
    if (ok) return scored({ score: 1, summary: 'A good row got a prediction over HTTP.', details });
    const why = predict.outcome === 'blocked' ? `: ${lackingAt(predict)}` : ' for one good row';
    const summary = ownExample ? saidOf(ownExample) : `No prediction came back${why}.`;
    const missing = lookedFor(
      'a prediction for one good row',
      'the endpoint of the brief, and routes found in the code',
    );
    return scored({
      score: 0,
      summary,
      details: [
        ...stageLog(predict),
        ...(details.length > 0 ? details : missing),
        ...exampleDetails(ownExample),
      ],
    });
  },
});

/** Worth no points: the brief asks for rows of the challenge. It says what works, so that a reader knows where to look. */
function saidOf({ from, exchange, predicted }: OwnExample): string {
  const { method, path } = exchange.request;
  const asked = `(${shownBy[from]}, ${method} ${path.split('?')[0] ?? path})`;
  return predicted
    ? `It does answer its own example ${asked}, but not a row of the challenge.`
    : `It answers neither a row of the challenge nor its own example ${asked}.`;
}

function exampleDetails(own: OwnExample | null): readonly Detail[] {
  if (!own) return [];
  const title = `Its own example (${shownBy[own.from]})`;
  const { exchange, predicted: held } = own;
  return [{ kind: 'exchange', title, exchange, expected: 'a prediction', held }];
}
