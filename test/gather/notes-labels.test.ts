import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const on = (text: string) => {
  const { topics } = gatherNotes({ facts: factsOf({ 'README.md': text }), challenge: { brief: '' } });
  const entry = topics.find(({ topic }) => topic === 'trade-offs');
  if (!entry) throw new Error('no trade-offs');
  return entry;
};

const table = (head: string, ...rows: readonly string[]): string => {
  const cells = head.split('|').length;
  return `| ${head} |\n|${'---|'.repeat(cells)}\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
};

describe('a table of choices', () => {
  it('is a plan with two rows that weigh', () => {
    const text = table(
      'Question | Choice | Why | Given up',
      'Storage | SQLite | one file that the tests can make anew | many writers at the same time',
      'Model | Linear | each weight can be read by the team | what two columns tell together',
    );
    expect(on(text)).toMatchObject({ level: 'plan' });
    expect(on(text).excerpts).toMatchObject([{ line: 3, endLine: 4 }]);
  });

  it('is a plan with pros and cons of each way', () => {
    const text = table(
      'Server | Pros | Cons',
      'Flask | known to the whole team | checks no request by itself',
      'FastAPI | checks what comes in | one more thing to be learnt',
    );
    expect(on(text).level).toBe('plan');
  });

  it('is no plan where the other way is left empty', () => {
    const text = table(
      'Choice | Why | Alternatives',
      'Luigi | steps are run once and kept | none',
      'DVC | the data lie beside the code | TBD',
    );
    expect(on(text).level).toBe('mention');
  });

  it('is a mention with reasons alone', () => {
    const text = table(
      'Tool | Why',
      'Luigi | steps are run once and kept',
      'DVC | the data lie beside the code',
    );
    expect(on(text).level).toBe('mention');
  });

  it.each([
    [
      'columns that are about something else',
      table('Column | Meaning', 'fee | what is paid in a month', 'age | how old somebody is'),
    ],
    [
      'reasons of features',
      table('Feature | Why', 'fee | who pays much expects much', 'age | the young move more often'),
    ],
    ['cells that say nothing', table('Choice | Why | Trade-offs', 'Luigi | - | TBD', 'DVC | n/a | none')],
    ['a bill', table('Part | Costs', 'server | 20 euro each month', 'disk | 3 euro each month')],
    [
      'terms in cells',
      table('Choice | Why | Trade-off', 'XGBoost | accuracy | latency', 'Docker | portability | size'),
    ],
  ])('is none: %s', (_, text) => {
    expect(on(text).level).toBe('none');
  });
});

describe('labels', () => {
  const one =
    '- **Storage**: SQLite\n  - **Why**: one file, and the tests can make it anew\n  - **Trade-off**: only one process can write to it\n';
  const other =
    '### The server\n\nFlask, in one file.\n\n**Reason:** everybody in the team has used it before\n\n**Alternatives considered:** FastAPI, which would check requests\n';

  it('make a plan where two choices have two of them each', () => {
    expect(on(`${one}\n${other}`).level).toBe('plan');
    expect(on(one).level).toBe('mention');
    expect(on(other).level).toBe('mention');
  });

  it('belong to what they stand under, and not to what stands far above', () => {
    const apart =
      '- **Why**: one file, and the tests can make it anew\n\n\n\n- **Trade-off**: only one process can write to it\n';
    expect(on(`${apart}\n${other}`).level).toBe('mention');
  });

  it.each([
    ['of one kind', '- Benefit: steps are run only once\n- Benefit: the data lie beside the code\n'],
    ['of options on a command line', 'Options: --port and --host of the server\n'],
    ['that a template left', '- Pros: {what speaks for this way}\n- Cons: {what speaks against this way}\n'],
  ])('make none: %s', (_, text) => {
    expect(on(text).level).toBe('none');
  });
});
