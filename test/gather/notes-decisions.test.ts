import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const level = (text: string, path = 'README.md') =>
  gatherNotes({ facts: factsOf({ [path]: text }), challenge: { brief: '' } }).topics.find(
    ({ topic }) => topic === 'trade-offs',
  )?.level;

const neutral = '\n\nThe two tables are joined on the key of the customer.\n';
const reasoned = 'The dates were removed due to their many formats, which nobody documents.';
const weighed = 'I left gaps as they are rather than filling them, because a missing answer tells something.';

describe('a choice with its reason', () => {
  it.each([
    'The random forest was dropped because it overfits on so few rows.',
    'Registered users are left out since they leak the target.',
    'We went with SQLite instead of Postgres.',
    'Flask was used for the endpoint. It makes the deployment simple.',
    'Higher recall comes at the cost of more wasted calls.',
    'The image was chosen for reasons of size.',
    'The model is loaded once at the start to avoid reading it for each request.',
    'I did not tune the trees because of the time limit.',
    'In this project we used DVC, as it keeps the data beside the code.',
    'I tried 10, 100 and 1000 trees and finally chose 1000, which was giving the better score.',
  ])('is a mention, and so are two of them: %s', (text) => {
    expect(level(text + neutral)).toBe('mention');
    expect(level(`${text}\n\n${reasoned}${neutral}`)).toBe('mention');
  });
});

describe('a choice that is weighed', () => {
  it.each([
    [
      'a reason and a better way',
      'I kept the median because it is one line; a model of the gaps would be better.',
    ],
    ['a reason and what was not taken', 'We went with SQLite instead of Postgres, since one process writes.'],
    [
      'a gain and its price in the next sentence',
      'Flask was used for the endpoint. It makes deploying simple, but it checks no request.',
    ],
    ['two tools side by side', 'Although MLflow could serve the model as well, FastAPI is more flexible.'],
    ['what would be ideal', 'Ideally the model would live in a registry, but a file is enough here.'],
    ['a way not taken', 'It does not make sense to answer at once, as new rows come in only on Mondays.'],
    [
      'a short verdict, told after it',
      'Open loans: excluded. Calling them paid would be worse, and what is left is a little biased.',
    ],
    ['a value cut down', '- **Rate**: lowered from 24 to 8 kHz. Speech has enough with that.'],
    [
      'an item in several sentences',
      '- Unknown plans are kept. Refusing them would stop the service. The price is a vague score for them.',
    ],
    [
      'what was there before the choice',
      'Spark would have been the better way for years of data. We kept pandas because a year fits.',
    ],
    ['a way considered', 'I considered using Spark, but the whole table fits in memory.'],
    [
      'what could be had for more',
      'An ensemble could improve the ranking a little, but would take twice as long.',
    ],
    ['a verdict for now', 'A log on disk is used for clarity. In production, I would ship it to a store.'],
    ['what would be no help', 'Async routes would not help here, as scoring takes all of the processor.'],
    ['one thing traded for another', 'The pipeline trades fresh scores for a quiet night.'],
    ['sides with a verb between', 'A smaller model is quicker to load but loses two points of recall.'],
    [
      'what is too dear',
      'A live endpoint is expensive to keep for a monthly list, so it is better to score in batches.',
    ],
  ])('is a plan beside another: %s', (_, text) => {
    expect(level(text + neutral)).toBe('mention');
    expect(level(`${text}\n\n${weighed}${neutral}`)).toBe('plan');
  });

  it('counts once however long it is told', () => {
    const long = `${weighed} The price is one more column. It has to be filled for every row, since the service sends none.`;
    expect(level(long + neutral)).toBe('mention');
  });

  it('carries a section on trade-offs that gives a second choice its reason', () => {
    const section = `## Trade-offs\n\n${weighed} The team runs Go, so nothing has to be ported.\n`;
    expect(level(section)).toBe('plan');
    expect(level(section.replace('Trade-offs', 'Data'))).toBe('mention');
    expect(level(`## Trade-offs\n\n${reasoned} ${reasoned.replace('dates', 'names')}\n`)).toBe('mention');
  });

  it('is found in comments, and not in descriptions of parameters', () => {
    const comments =
      '# the median was chosen over the mean because the fees are skewed by outliers\nx = 1\n\n\n\n# dates were dropped since half of them are broken, at the cost of the season\n';
    expect(level(comments, 'a.py')).toBe('plan');
    const described =
      'def f(x):\n  """Rows.\n\n  :param x: the rows that were removed since they are broken, instead of being mended\n  """\n';
    expect(level(described, 'a.py')).toBe('none');
  });
});

describe('metrics', () => {
  const choice = 'I chose recall over precision because a lost customer costs ten calls.';
  const again = 'Recall was preferred instead of precision, since calls are cheap.';

  it('are one choice however often one is set above the other', () => {
    expect(level(`${choice}\n\n${again}${neutral}`)).toBe('mention');
    expect(level(`${choice}\n\n${weighed}${neutral}`)).toBe('plan');
  });
});

describe('no choice', () => {
  it.each([
    ['what a curve shows', 'The curve shows the trade-off between precision and recall of both trees.'],
    ['the same before it', 'The precision/recall trade-off is much alike for both of the trees.'],
    ['what something does', 'The service is used by the call centre and answers on port 80.'],
    ['an instruction', 'Use the same arguments as in the script above.'],
    ['a result', 'The forest scores better than the tree: 0.81 against 0.78.'],
    ['a setting', 'Set the line ends of the script to LF when it does not start.'],
    ['a list of tools', 'We use Python 3.11 and Docker.'],
    ['what a tool was used for', 'To make the pipeline, I have used Luigi in two places.'],
    ['how long something takes', 'The first start might take some minutes (as we need to build the image).'],
    ['an idea for later', 'We could also apply caching so that we answer the same request once.'],
    ['a question', 'Was it left out because of the alternatives, or for a better reason?'],
    ['a clause beside a noun', 'It is slow perhaps because the threshold we used was the default.'],
    ['who uses it', 'The endpoint is used by the website to get a score so that it can be shown.'],
    ['advice to a reader', 'If you want to use another port instead of 80, set it because 80 may be taken.'],
    ['a fact that explains a step', 'Start the server again because the model is cached.'],
    ['a version', 'Subplots are used here (since Matplotlib 3.4).'],
    ['a function that is used', 'It defines the function which is used below, as it should be defined once.'],
  ])('%s', (_, text) => {
    expect(level(text)).toBe('none');
  });
});
