import { describe, expect, it } from 'vitest';
import type { Topic } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const level = (topic: Topic, text: string, path = 'README.md') =>
  gatherNotes({ facts: factsOf({ [path]: text }), challenge: { brief: '' } }).topics.find(
    (at) => at.topic === topic,
  )?.level;

describe('a topic', () => {
  it.each<[Topic, string]>([
    ['exploration', 'Two columns correlate at 0.97.'],
    ['exploration', 'The fees are distributed evenly over all values.'],
    ['exploration', 'There are 40 duplicates among the rows of May.'],
    ['exploration', 'The end date leaks the label.'],
    ['exploration', 'No values are missing in the first year.'],
    ['features', 'The fees are scaled by their median.'],
    ['features', '## Features\n\nTenure as a numeric column, in months.'],
    ['features', '## Features\n\nDays since the last visit, because people leave in their heads first.'],
    ['features', '## Features, and why\n\n- Weeks away: who stays away has left in their head.'],
    ['features', 'Fees were not scaled, but missing values were imputed.'],
    ['limitations', 'The model is limited to contracts of one country.'],
    ['limitations', 'This is limited by the few rows of new customers.'],
    ['model-comparison', '## Approach\n\nA random forest on all months.'],
    ['model-comparison', '## Approach\n\nA RandomForestClassifier on all months.'],
    ['model-comparison', '## Results\n\nThe score is 0.8 on later months.'],
    ['baseline', 'The baseline predicts the share of those who leave.'],
    ['baseline', 'The dummy baseline does not find anybody.'],
    ['monitoring', '## MLOps\n\nWe watch for drift of the scores each week.'],
    ['next-steps', '## Next steps\n\n- [ ] Watch for drift of the scores each week'],
    ['monitoring', '- [x] Watch for drift of the scores each week'],
  ])('%s is on: %s', (topic, text) => {
    expect(level(topic, `${text}\n`)).not.toBe('none');
  });

  it.each<[Topic, string]>([
    ['exploration', 'Each line of the log carries a correlation ID and a value.'],
    ['exploration', 'A distributed lock keeps two workers from one row.'],
    ['exploration', 'The tables live on a distributed system.'],
    ['exploration', 'It lowers the time for duplicate requests to the same rows.'],
    ['exploration', 'Duplicate notifications about a row are held back.'],
    ['exploration', 'There is no key to leak in the data folder.'],
    ['exploration', 'The interface is exploratory.'],
    ['exploration', 'No exploration of the data was done.'],
    ['features', 'Built for horizontal scaling behind one address.'],
    ['features', 'The image is sent as a base64-encoded string.'],
    [
      'features',
      '## Features\n\n- Answers in ten milliseconds\n- Logs in with a token\n- Works without a network\n',
    ],
    ['features', 'No feature engineering was done.'],
    ['features', 'Feature selection was skipped here.'],
    ['limitations', 'The account of the service is limited to reading images.'],
    ['limitations', '| Limitations | Known issues here |\n|---|---|\n| one | two |'],
    ['model-comparison', '## Approach\n\nA queue stands before the service.'],
    ['model-comparison', '## Results\n\nThe page is shown in a browser.'],
    ['model-comparison', 'We did no model comparison.'],
    ['baseline', 'No baseline was trained.'],
    ['baseline', 'The baseline is of last month, and drift is measured against it.'],
    ['metric-choice', '| Model | Average precision | Recall |\n|---|---|---|\n| tree of depth two | 3 | 4 |'],
    ['monitoring', '## MLOps\n\nThe image is built by one job and stored in a registry.'],
    ['monitoring', '- [ ] Watch for drift of the scores each week'],
    ['next-steps', 'El método y la fecha son de un año atrás.'],
    ['next-steps', '## Método\n\nLa tabla es de un solo año.'],
    ['exploration', '- [ ] Look at missing values of the fees. They are skewed.'],
  ])('%s is not on: %s', (topic, text) => {
    expect(level(topic, `${text}\n`)).toBe('none');
  });

  it('of metrics is planned with one reason, and what the metric is for', () => {
    const selected = 'Someone who leaves is lost for good, so the model is selected by recall.\n';
    expect(level('metric-choice', selected)).toBe('mention');
    expect(level('metric-choice', `${selected}\nWith few who leave, accuracy misleads.\n`)).toBe('plan');
    const prioritised = 'I prioritise recall over precision as minimising wrong calls is more important.';
    expect(level('metric-choice', prioritised)).toBe('plan');
    expect(level('metric-choice', prioritised.replace(' as ', ', minimising '))).toBe('mention');
  });

  it('may be told by a question over the items that answer it', () => {
    const answers = ['rows of one year alone, and no winter in it', 'hardly any customers that are new'];
    const list = `* What makes these rows unsuitable for drift?\n\n${answers.map((one) => `    - ${one}\n`).join('')}* Elsewhere nothing is known about them\n`;
    const { topics, words } = gatherNotes({
      facts: factsOf({ 'README.md': list }),
      challenge: { brief: '' },
    });
    const of = (topic: Topic) => topics.find((at) => at.topic === topic);
    expect(of('limitations')?.excerpts).toMatchObject([{ line: 3, endLine: 4 }]);
    expect(words).toBe(10 + 6 + 6);
    expect(level('limitations', list.replaceAll('    - ', '- '))).toBe('none');
  });

  it('counts a model once by whatever name', () => {
    const of = (other: string) =>
      `The random forest is better at 0.5. ${other} has 0.5 and was better before it was tuned.\n`;
    expect(level('model-comparison', of('The RandomForestClassifier'))).toBe('mention');
    expect(level('model-comparison', of('The XGBClassifier'))).toBe('plan');
  });

  it('of monitoring takes no description of what a function gives back', () => {
    const code = (doc: string) => `def f(x):\n  """${doc}"""\n`;
    expect(
      level('monitoring', code('We watch for drift of all scores each week, with alerts.'), 'a.py'),
    ).not.toBe('none');
    expect(
      level('monitoring', code('Returns: the drift of all scores each week, with alerts.'), 'a.py'),
    ).toBe('none');
  });
});
