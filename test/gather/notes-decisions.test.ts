import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const level = (text: string, path = 'README.md') =>
  gatherNotes({ facts: factsOf({ [path]: text }), challenge: { brief: '' } }).topics.find(
    ({ topic }) => topic === 'trade-offs',
  )?.level;

const neutral = '\n\nThe two tables are joined on the key of the customer.\n';

describe('decisions', () => {
  it.each([
    'The random forest was dropped because it overfits on so few rows.',
    'I kept the median, although a model of the gaps would be better.',
    'Registered users are left out since they leak the target.',
    'We went with SQLite instead of Postgres.',
    'Flask was used for the endpoint. It makes the deployment simple.',
    'Although MLflow could serve the model as well, FastAPI is more flexible.',
    'Higher recall comes at the cost of more wasted calls.',
    'Ideally the model would live in a registry, but a file is enough here.',
    'The image was chosen for reasons of size.',
  ])('%s', (text) => {
    expect(level(text + neutral)).toBe('mention');
    expect(level(`${text} The dates were removed due to their many formats, which nobody documents.`)).toBe(
      'plan',
    );
  });

  it.each([
    'The service is used by the call centre and answers on port 80.',
    'Use the same arguments as in the script above.',
    'The forest scores better than the tree: 0.81 against 0.78.',
    'Set the line ends of the script to LF when it does not start.',
    'We use Python 3.11 and Docker.',
  ])('not: %s', (text) => {
    expect(level(text)).toBe('none');
  });

  it('are found in comments, and not in descriptions of parameters', () => {
    const comments =
      '# the median was chosen because the fees are skewed by outliers\nx = 1\n\n\n\n# dates were dropped since half of them are impossible days\n';
    expect(level(comments, 'a.py')).toBe('plan');
    const described =
      'def f(x):\n  """Selected rows, dropped because they are broken.\n\n  :param x: the rows that were removed since they are broken\n  """\n';
    expect(level(described.replace('Selected rows, dropped because they are broken.', 'Rows.'), 'a.py')).toBe(
      'none',
    );
  });
});
