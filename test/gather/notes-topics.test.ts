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
    ['exploration', '## What we know from the dataset so far\n\nSome labels of the boxes are wrong.'],
    ['next-steps', '## What would I do differently\n\nA smaller network for the device.'],
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
    ['exploration', 'Dates are stored in several formats in this table.'],
    ['exploration', 'The data are dirty: fees of both years are mixed.'],
    ['exploration', 'Data quality is poor in the first month.'],
    ['features', 'I selected factors that are known on the day itself.'],
    ['features', '- Features: only what is known before the visit'],
    ['model-comparison', 'The forest is worse than a simple mean, compared with last year.'],
    ['model-comparison', 'We compared three approaches on the later months.'],
    ['model-comparison', 'The mean difference is 27 % lower than the benchmark.'],
    ['model-comparison', '## Approach\n\nThe first model performs as well as the second one.'],
    ['baseline', 'As a benchmark, we use the due date in place of the forecast.'],
    ['baseline', 'The error is 27 % lower than the benchmark.'],
    ['plain-words', '## What we would tell Finance\n\nThe costly offer loses money with old customers.'],
    ['limitations', 'The model is useful but not complete.'],
    ['limitations', 'It may not capture what people pay in winter.'],
    ['limitations', 'Some costs are not captured by these columns.'],
    ['limitations', 'This score is not a fully untouched exam.'],
    ['limitations', 'We assume that nobody comes back.'],
    ['limitations', 'There is a risk of overfitting with so few rows.'],
    ['limitations', 'The harder questions almost always failed.'],
    ['limitations', 'The service does not handle several rows.'],
    ['next-steps', '## What remains to do:\n\n- Three of the nets are still in training'],
    ['next-steps', '## What could have been better:\n\n- A few crashes of the first two runs'],
    ['next-steps', '## We could have done it better\n\n- A pipeline that deploys each change'],
    ['next-steps', '# Imporvements?\n\n- Trying out another kind of forest'],
    ['next-steps', '## Future Works\n\n- Another way of ranking what was found'],
    ['next-steps', '## Future Directions\n\n- Another way of ranking what was found'],
    ['plain-words', '## For senior management\n\nThe costly offer loses money with old customers.'],
    ['next-steps', '## Suggestions\n\n- Another way of ranking what was found'],
    ['next-steps', 'The remaining checkpoint is a full round on the other machine.'],
    ['next-steps', 'It could be useful to keep what was tried before.'],
    ['monitoring', 'The sample, the predicted label and the time are logged as JSON.'],
    ['limitations', 'The predictions of one day cannot be checked before the next.'],
    ['trade-offs', 'We kept one file, as the rest of the columns is hardly filled.'],
    ['trade-offs', 'I defined both in one file as there are not many of them.'],
    [
      'trade-offs',
      'Several alternative models, among them a forest and a net of three layers of the usual size, were tested.',
    ],
    ['trade-offs', 'To make the tree more readable, I selected four columns.'],
    ['trade-offs', 'Keep the folds apart, but in one file.'],
    ['model-comparison', 'Boosted trees vs a linear regression on the later months.'],
    ['model-comparison', 'Two models: few-shot vs fine-tuned.'],
    ['limitations', 'Weaknesses of the model are shown by month.'],
  ])('%s is on: %s', (topic, text) => {
    expect(level(topic, `${text}\n`)).not.toBe('none');
  });

  it.each<[Topic, string]>([
    ['exploration', 'Each line of the log carries a correlation ID and a value.'],
    [
      'limitations',
      'See the License for the language governing permissions and limitations under the License.',
    ],
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
    ['exploration', 'A quick and dirty model in a quick and dirty container.'],
    ['exploration', 'The saver can save the data in different formats.'],
    ['exploration', 'A message is sent for data quality failures of each row.'],
    ['exploration', 'Outlier removal of rows is handled by a component that stands by itself.'],
    ['exploration', '## Further Improvements\n\n- Look at the outliers of the fees once more'],
    ['features', 'It allows for modern, standardized declarations of what is installed.'],
    ['exploration', 'Todo: the outliers of these columns are to be looked at once more.'],
    ['exploration', 'Must contain no duplicates in either column of the file.'],
    ['features', 'The beta changes for all selected factors over time.'],
    ['features', 'Features: a page, a button and a form for each of the rows.'],
    ['model-comparison', 'Outputs of the first MLP are what goes into the second MLP of the same kind.'],
    ['model-comparison', 'Trunk-based development vs Gitflow.'],
    ['model-comparison', 'Compute overall one-versus-rest area under the curve of it.'],
    ['model-comparison', 'Compare outputs after their last spaces are cut off.'],
    ['model-comparison', '## Approach\n\nThe trained model is then saved in a folder.'],
    ['model-comparison', 'Benchmarks of the exported files are left to the reader.'],
    ['model-comparison', '## Observability\n\nThe baseline is frozen when a new version is out.'],
    ['model-comparison', 'It is told what was already tried in the runs before.'],
    ['features', 'Unit tests for the embedding model stand in one file.'],
    ['limitations', 'I looked at a page that cannot be open to everybody.'],
    ['trade-offs', 'The path should be replaced by one that allows the program to find it.'],
    ['trade-offs', 'The table is read with a semicolon as the delimiter of columns.'],
    ['trade-offs', 'Include a short text on your approach and any trade-offs.'],
    ['baseline', 'It has 384 dimensions and strong baseline performance.'],
    ['baseline', 'As a benchmark, we use 40 requests per second.'],
    ['limitations', 'Compare the risk of the fund and of the portfolio.'],
    ['limitations', 'A shallow tree has a reduced risk of overfitting here.'],
    ['plain-words', '## Tools for Dependency Management\n\nOne file says what is installed, and where.'],
    ['limitations', 'Payments cannot be more than what is owed.'],
    ['limitations', 'Assumes that forecasts are written once a month.'],
    ['limitations', 'Let us validate our assumptions by the other columns.'],
    ['limitations', 'Often a model makes assumptions about its input.'],
    ['limitations', 'Due to a library that does not support text, only numbers are kept.'],
    ['next-steps', '## Where I overrode AI suggestions\n\n- Kept the forest of the first round'],
    ['next-steps', '# Recommendation engine\n\nFinds users who are about to leave.'],
    ['trade-offs', 'Keep them for historical reference, but all that is needed stands in one file.'],
    ['model-comparison', 'All paths (of rows, files and the model) are for the cloud vs local disks.'],
    ['limitations', 'The page shows the historic weaknesses that customers told us of.'],
    ['limitations', 'The weaknesses of the old way are listed by month.'],
    ['monitoring', 'Spikes, vibration and sensor drift are found by a forest of trees.'],
    ['monitoring', 'The dashboard has gauges, forecasts and anomaly alerts for each building.'],
    ['monitoring', 'Env drift: the library was unpinned, and is pinned now.'],
    ['monitoring', '## Predictive maintenance\n\nFalse alarms are few, so errors cost little.'],
    ['monitoring', 'Monitor storage: access the console at its address.'],
    ['monitoring', 'Use of memory and processors will be monitored.'],
    ['monitoring', 'Signs of the patient that are observable in a talk.'],
    [
      'monitoring',
      '## Monitoring\n\n| Variable | Service | Default |\n|---|---|---|\n| PORT | grafana | the port of Grafana |',
    ],
    ['trade-offs', '## AI usage\n\nI used AI assistance only for research, rather than for code.'],
    ['trade-offs', 'The workflow uses the same defaults as the script does.'],
    ['trade-offs', 'The model is loaded from its file to make a prediction of the day.'],
    ['trade-offs', 'The scraper uses a parser to capture the public pages.'],
    ['trade-offs', 'As we do not have the truth, we have to look at each of them.'],
    ['trade-offs', 'To make the pipeline, we used a tool of two parts.'],
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

  const inCode = (topic: Topic, text: string) => level(topic, `def f(x):\n  """${text}"""\n`, 'a.py');

  it('of features takes reasons from code, and no account of the lines below', () => {
    expect(inCode('features', 'Encoded by month, because people leave in summer.')).not.toBe('none');
    expect(inCode('features', 'Prepares the table by encoding all of its columns.')).toBe('none');
  });

  it('takes no name of the code with what it holds', () => {
    const held = 'the encoder is fitted on training rows, because unseen names fail.';
    expect(inCode('features', `Names: ${held}`)).not.toBe('none');
    for (const name of ['LabelEncoder', 'label_encoder', 'encoder (object)', 'dict', 'List[str]'])
      expect(inCode('features', `${name}: ${held}`)).toBe('none');
  });

  it('of monitoring knows an effect that decays for an outcome', () => {
    const text =
      'We monitor the arm mix, spend and drift of the 12 columns each week; we retrain if uplift decays.\n\nMonitored on a random slice with ongoing estimates of the effect.\n';
    const { topics } = gatherNotes({ facts: factsOf({ 'README.md': text }), challenge: { brief: '' } });
    const found = topics.find(({ topic }) => topic === 'monitoring');
    expect(found).toMatchObject({ level: 'plan', names: ['drift', 'outcome', 'action'] });
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
