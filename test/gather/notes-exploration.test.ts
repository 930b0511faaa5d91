import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const level = (files: Files) =>
  gatherNotes({ facts: factsOf(files), challenge: { brief: '' } }).topics.find(
    ({ topic }) => topic === 'exploration',
  )?.level;

const looking = 'df.describe()\ndf.isnull().sum()\ndf.hist()\ndf.corr()\ndf.a.value_counts()';
const notebook = (...source: readonly string[]): Files => ({
  'a.ipynb': JSON.stringify({
    cells: [
      { cell_type: 'code', source: looking },
      ...source.map((text) => ({ cell_type: 'markdown', source: text })),
    ],
  }),
});

const onData =
  'One in eight customers leaves. Fees above 900 are a hundred times too high.\n\nTwo regions have hardly any customers at all. Nobody left within the first month of a contract.\n';
const onModel =
  'The model ranks new customers too high. Recall is 0.4 at the chosen threshold.\n\nThe baseline catches a third of those who leave. Predictions for yearly contracts are mostly wrong.\n';

describe('findings', () => {
  it.each(['Key findings', 'Observations', 'Insights'])(
    'are exploration under %s where they are on the data',
    (title) => {
      expect(level({ 'README.md': `## ${title}\n\n${onData}` })).toBe('plan');
      expect(level({ 'README.md': `## ${title}\n\n${onModel}` })).toBe('none');
    },
  );

  it('are told from what is on models in a notebook that explores', () => {
    expect(level(notebook(onData))).toBe('plan');
    expect(level(notebook('## The training data\n', onData))).toBe('plan');
    expect(level(notebook(onModel))).toBe('none');
    expect(
      level(
        notebook(
          '## Training\n\nFive folds are kept apart by month.\n\nEach takes a minute on four cores.\n',
        ),
      ),
    ).toBe('none');
  });

  it('stand under a heading on how data are handled', () => {
    expect(level({ 'README.md': `### Data handling\n\n${onData}` })).toBe('plan');
  });
});

describe('under a heading', () => {
  const steps =
    'Create words to be left out of it.\n\nDefine how many groups to be tested.\n\nCalculate the width of each group.\n\nPlot the widths of each group to pick one.\n\nFor each k:\n';
  const told =
    'Create dates that are missing before May.\n\nOpen contracts are in 80 % of the rows.\n\nPlots of each fee show two peaks.\n\nCustomers of two of these regions are rather rare.\n';

  it.each(['EDA', 'Insights', 'Findings', 'The EDA notebook'])('steps of a program are none: %s', (title) => {
    expect(level({ 'README.md': `## ${title}\n\n${steps}` })).toBe('none');
    expect(level({ 'README.md': `## ${title}\n\n${told}` })).toBe('plan');
  });

  it.each([
    'Run the exploratory data analysis (EDA) notebook to save what comes first.',
    '`fees.ipynb`: Contains the exploratory data analysis (EDA) of all fees.',
    '## EDA\n\nRun the notebook for this part.',
    '## EDA\n\nThe folder contains the EDA of all fees.',
  ])('what is announced is none: %s', (text) => {
    expect(level({ 'README.md': `${text}\n` })).toBe('none');
  });

  it('an analysis that was made is one', () => {
    expect(
      level({ 'README.md': 'After an exploratory analysis, two columns of fees were left out.\n' }),
    ).toBe('mention');
  });
});

describe('in another language', () => {
  const spanish =
    'Abre el cuaderno que está en la carpeta y ejecuta las celdas.\n\nCambia la ruta de los datos si no está en la carpeta.\n\nLas palabras más frecuentes se muestran en una nube.\n\nEl texto de los títulos está en español y se puede cambiar.\n';

  it('a heading makes a mention in a document, and is enough in a notebook', () => {
    expect(level({ 'README.md': `## Notebook de EDA\n\n${spanish}` })).toBe('mention');
    const cells = [{ cell_type: 'markdown', source: `## EDA\n\n${spanish}` }];
    expect(level({ 'a.ipynb': JSON.stringify({ cells }) })).toBe('plan');
    expect(level(notebook(spanish))).toBe('plan');
  });

  it('English sentences are enough', () => {
    expect(level({ 'README.md': `${spanish}\n${spanish}\n## EDA\n\n${onData}` })).toBe('plan');
  });
});

describe('code', () => {
  const comments = (...lines: readonly string[]): Files => ({
    'prepare.py': lines.map((line, at) => `# ${line}\nx${at} = ${at}\n\n\n`).join('\n'),
  });

  it('explores where it tells what the data are like', () => {
    const told = comments(
      'fees are skewed: nine in ten are below 40 euro a month',
      'about 8 % of the incomes are missing, mostly of new customers',
      'these duplicates are the same people in two source systems',
      'outliers in minutes are seconds that were never converted',
    );
    expect(level(told)).toBe('plan');
  });

  it.each<[string, Files]>([
    [
      'what is done to the data',
      comments(
        'Fill missing values of the fee with the median of the plan',
        'Remove outliers that are above the upper whisker of the box',
        'Drop duplicates that are the same in each column but the id',
        'Check for missing values that are left after the imputation',
      ),
    ],
    [
      'care about leakage',
      comments(
        'the scaler is fitted on the training rows only to prevent data leakage',
        'the split is made first, which is how we avoid target leakage later on',
        'both files are read here without leaking the label of the later months',
        'the fold is left out once more to prevent any leakage of the encoder',
      ),
    ],
  ])('does not by %s', (_, files) => {
    expect(level(files)).toBe('none');
  });
});
