import type { Records, SignsEvidence } from '../evidence/signs.ts';
import type { Detail, Finding, FollowUp } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { log, lookedFor } from './support/details.ts';
import { notAnswered, ours } from './support/signs.ts';
import { notAsked } from './support/stages.ts';
import { count, listed } from './support/words.ts';

const wanted =
  'a record of each request in JSON, key=value or a table, with two of path, status, duration, request id, prediction, model version';
const places = 'what the service printed, and files that it appended to, while our requests were answered';

/** A line that the framework writes shows that requests came; the submission added nothing, and neither time nor prediction is in it. */
const accessLogScore = 0.25;
/** A person can read a sentence, and no query can. */
const plainScore = 0.5;

const scores: Readonly<Record<Records['kind'], number>> = {
  none: 0,
  unrelated: 0,
  'access-log': accessLogScore,
  plain: plainScore,
  structured: 1,
};

/** What says most of a model comes first. */
const told = ({ fields, holdsPrediction }: Records): string =>
  listed([...(holdsPrediction ? ['prediction'] : []), ...fields.filter((field) => field !== 'prediction')]);

const summaryOf = (signs: SignsEvidence): string => {
  const { records } = signs;
  const { kind, count: left } = records;
  switch (kind) {
    case 'structured':
      return `${ours(signs)} left ${count(left, 'structured record')}, with ${told(records)}.`;
    case 'plain':
      return `${ours(signs)} left ${count(left, 'sentence')}, which a person can read and a query cannot.`;
    case 'access-log':
      return `${ours(signs)} left ${count(left, 'line')} of the framework’s access log, none of the submission’s own.`;
    case 'unrelated':
      return `${count(left, 'line')} came with ${ours(signs)}, and not one for each request.`;
    case 'none':
      return `Nothing was written while ${ours(signs)} were answered.`;
  }
};

const risk = ({ holdsRow }: Records): readonly Detail[] =>
  holdsRow
    ? log(
        'A record repeats the row that was sent',
        'Whole input rows, personal data included, stay wherever logs are kept. It costs no points.',
      )
    : [];

const aboutRows: FollowUp = {
  question: 'Your records repeat whole input rows: who may read them, and when are they deleted?',
  goodAnswer:
    'Names what of a row is needed to find drift or to explain an answer, leaves the rest out or masks it, and sets a time to keep it.',
  particular: true,
};

const withRows = (finding: Finding, { holdsRow }: Records): Finding =>
  holdsRow ? { ...finding, followUp: aboutRows } : finding;

export const requestsLeaveARecord = defineCheck({
  id: 'requests-leave-a-record',
  asks: 'Does each request leave a record that can be searched?',
  why: 'When a customer asks about one answer, or answers drift, only a record of single requests tells what happened.',
  remedy:
    'Write one line of JSON a request: request id, status, duration, model version and the prediction, without personal data.',
  followUp: {
    question: 'A customer complains about the answer of last Tuesday: how do you find it?',
    goodAnswer:
      'Searches records by request id or time, sees prediction and model version there, and knows how long they are kept.',
  },
  needs: ['signs'],
  judge({ signs }) {
    if (signs.notAsked) return notAsked(signs.notAsked, wanted);
    if (signs.answered === 0) return notAnswered(signs, wanted);
    const { records } = signs;
    const score = scores[records.kind];
    const where = records.source === null || records.source === 'output' ? 'its output' : records.source;
    const finding = scored({
      score,
      summary: summaryOf(signs),
      details: [
        ...log(`One of ${count(records.count, 'record')} in ${where}`, records.excerpt),
        ...(score < 1 ? lookedFor(wanted, places) : []),
        ...risk(records),
      ],
    });
    return withRows(finding, records);
  },
});
