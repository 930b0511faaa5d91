import { describe, expect, it } from 'vitest';
import { notesSchema, type Topic } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const gather = (files: Files, brief = '') => gatherNotes({ facts: factsOf(files), challenge: { brief } });

const about = (topic: Topic, files: Files, brief = '') => {
  const entry = gather(files, brief).topics.find((at) => at.topic === topic);
  if (!entry) throw new Error(`no ${topic}`);
  return entry;
};

const plan = `## Monitoring

We log every prediction and compare the weekly distribution of scores with training. PSI above 0.2 on any of the ten
most important features raises an alert. Once the labels arrive a month later, average precision is recomputed;
if it falls below 0.35 for two weeks the model is retrained on the latest six months.
`;

describe('the brief', () => {
  const brief = `# Churn\n\nPredict which customers leave. ${plan}\n\n## Limits\n\nThe model must answer within one second, since the call centre waits for it.\n`;

  it('is set aside when it is handed back as the README', () => {
    const notes = gather({ 'README.md': brief }, brief);
    expect(notes.words).toBe(0);
    expect(notes.briefShare).toBe(1);
    expect(notes.topics.filter(({ level }) => level !== 'none')).toEqual([]);
  });

  it('is set aside when it is wrapped and marked up another way', () => {
    const rewrapped = brief.replace(/\s+/g, ' ').replace(/(.{60}\S*) /g, '$1\n');
    expect(gather({ 'README.md': rewrapped }, brief).briefShare).toBeGreaterThan(0.95);
  });

  it('does not take the candidate’s own text beside it along', () => {
    const own =
      'I compared logistic regression with a random forest because the second finds interactions by itself.\n';
    const notes = gather({ 'README.md': `${brief}\n## My solution\n\n${own}` }, brief);
    expect(notes.words).toBeGreaterThanOrEqual(15);
    expect(notes.briefShare).toBeGreaterThan(0.5);
    expect(notes.topics.find(({ topic }) => topic === 'model-comparison')?.level).not.toBe('none');
  });

  it('is known without its text when it tells somebody what to hand in', () => {
    const instructions =
      'We expect you to spend four hours on this. Your task is to predict churn. We would like to see how you monitor drift. ' +
      'You are free to use any library. We will review your solution together. Please submit a repository.\n';
    const notes = gather({ 'README.md': instructions, 'SOLUTION.md': 'I used a baseline first.\n' });
    expect(notes.files).toEqual(['SOLUTION.md']);
  });

  it('is not mistaken for instructions to somebody who runs the code', () => {
    const readme =
      'You need to have Docker installed. You should see a page. You must set the port. You can then send your request.\n';
    expect(gather({ 'README.md': readme }).briefShare).toBe(0);
  });
});

describe('other topics', () => {
  it.each<[Topic, 'none' | 'mention' | 'plan', string]>([
    [
      'limitations',
      'plan',
      '## Limitations\n\n- The split is random, so results are optimistic.\n- Rare plans have fewer than fifty rows and are badly calibrated.\n- Dates before 2015 were dropped.\n',
    ],
    ['limitations', 'mention', 'The model assumes that prices stay as they are.\n'],
    ['limitations', 'none', '## Limitations\n\n## Next\n'],
    [
      'next-steps',
      'plan',
      '## Future work\n\n- Calibrate the scores with isotonic regression on later months\n- Try monotonic constraints on tenure and price\n- Add a feature store for the usage data\n',
    ],
    ['next-steps', 'mention', 'With more time I would tune the model.\n'],
    ['next-steps', 'none', 'Next, install the requirements and run the server.\n'],
    [
      'metric-choice',
      'plan',
      'I report average precision because only 12 % churn and accuracy would be misleading. Recall at the top decile matters most, since retention can call one in ten.\n',
    ],
    ['metric-choice', 'mention', 'The accuracy is 0.82.\n'],
    [
      'model-comparison',
      'plan',
      '## Models\n\n| model | AP |\n|---|---|\n| logistic regression | 0.41 |\n| random forest | 0.48 |\n\nThe random forest outperforms logistic regression by 0.07.\n',
    ],
    ['model-comparison', 'none', 'We use a service on port 8000.\n'],
    [
      'features',
      'plan',
      '## Features\n\nTenure is binned because the effect levels off after two years. Money is parsed from text and scaled. Plans are one-hot encoded so that spelling variants fall together; missing values get a flag of their own.\n',
    ],
    [
      'trade-offs',
      'plan',
      '## Decisions\n\nI chose logistic regression rather than boosting because the call centre must explain each score. A batch job would be cheaper, at the expense of fresh scores.\n',
    ],
    [
      'exploration',
      'plan',
      '## Data exploration\n\n12 % of customers churn. 8 % of the incomes are missing, more often for new customers. Monthly charges hold outliers a hundred times too high. Two columns correlate at 0.97, so one was left out.\n',
    ],
    [
      'how-to-run',
      'plan',
      '```bash\npip install -r requirements.txt\nuvicorn app.main:app --port 8000\n```\n',
    ],
    ['how-to-run', 'none', '```\n# make install\n(see make install)\n```\n'],
    ['how-to-run', 'mention', 'Run `python train.py` to train.\n'],
    ['how-to-run', 'none', 'This runs anywhere.\n'],
  ])('%s is %s', (topic, level, text) => {
    expect(about(topic, { 'README.md': text }).level).toBe(level);
  });

  it.each([
    '~$ ',
    'ann@box:~/work$ ',
    '[ann@box work]$ ',
    '(venv) $ ',
    '>',
    '% ',
    'PS C:\\my work>',
    'root@box:/srv# ',
  ])('knows commands after the prompt %s', (prompt) => {
    const commands = `\`\`\`\n${prompt}make install\n${prompt}make serve\n\`\`\`\n`;
    expect(about('how-to-run', { 'README.md': commands }).level).toBe('plan');
  });

  it('knows the commands of DVC', () => {
    expect(about('how-to-run', { 'README.md': '```\ndvc pull\ndvc repro\n```\n' }).level).toBe('plan');
  });

  it('takes what is written around exploring code for exploration', () => {
    const cells = [
      {
        cell_type: 'code',
        source: 'df.describe()\ndf.isnull().sum()\ndf.hist()\ndf.corr()\ndf.a.value_counts()',
      },
      {
        cell_type: 'markdown',
        source:
          'Older people stay longer than I thought they would at first sight.\n\nThe price list changed in May and everything after it looks different.\n\nTwo regions have almost no customers at all, so I merge them.\n\nNobody left in the first month of the contract.',
      },
    ];
    expect(about('exploration', { 'eda.ipynb': JSON.stringify({ cells }) }).level).toBe('plan');
  });
});

describe('the evidence', () => {
  it('fits its schema, with excerpts of at most twelve lines that stand where they say', () => {
    const text = Array.from(
      { length: 60 },
      (_, at) => `Line ${at}: we monitor drift of feature ${at} and alert above 0.2.`,
    ).join('\n');
    const notes = gather({ 'README.md': text });
    expect(notesSchema.parse(notes)).toEqual(notes);
    for (const { path, line, endLine, text: excerpt } of notes.topics.flatMap(({ excerpts }) => excerpts)) {
      expect(path).toBe('README.md');
      expect(excerpt.split('\n').length).toBeLessThanOrEqual(12);
      expect(
        text
          .split('\n')
          .slice(line - 1, endLine)
          .join('\n'),
      ).toContain(excerpt.split('\n')[0]);
    }
  });

  it('joins what stands next to each other, and nothing that stands before it', () => {
    const code =
      '# the model assumes that prices stay as they are over all of the coming year\nx = 1\n\n\n\ndef f():\n    """The model assumes that plans stay as they are over all of the coming year."""\n';
    const { excerpts } = about('limitations', { 'a.py': code });
    expect(excerpts.map(({ line, endLine }) => [line, endLine]).toSorted()).toEqual([
      [1, 1],
      [7, 7],
    ]);
  });

  it('says nothing of an empty submission', () => {
    const notes = gather({});
    expect(notes).toMatchObject({ words: 0, files: [], briefShare: 0 });
    expect(notes.topics.every(({ level }) => level === 'none')).toBe(true);
  });
});
