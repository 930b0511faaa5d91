import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { isOutput, withoutShown } from '../../harness/gather/notes-output.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const out = (raw: string, from: 'document' | 'code' = 'code', kind: 'paragraph' | 'table' = 'paragraph') =>
  isOutput({ raw, from, kind });

describe('what a program printed', () => {
  it.each([
    ['progress', '100%|██████████| 407/407 [25:23<00:00,  3.74s/it]'],
    ['readings of an epoch', 'Epochs: 1 | Loss:  0.108 | Accuracy:  0.978'],
    [
      'progress with its readings',
      '21/21 [00:07<00:00, 10s/it]\nEpochs: 1 | Loss: 2.9\nEpochs: 2 | Loss: 2.8\n',
    ],
    ['a share', 'Percentage of deliveries on time: 74.03%'],
    ['labels before figures', '\\nConfusion matrix (GB):\\n\nReport (GB): {}'],
  ])('is %s in code', (_, raw) => {
    expect(out(raw)).toBe(true);
  });

  it.each([
    ['a sentence with a figure', 'The share of late rows is 12 %, so accuracy says little.'],
    ['a setting with its reason', 'alpha = 0.1, since stronger penalties cost recall'],
    ['a reason under a label', 'Note:\nLate rows are dropped because nobody paid them.'],
  ])('is not %s', (_, raw) => {
    expect(out(raw)).toBe(false);
  });

  it('is told from figures by hand, in documents by their precision', () => {
    expect(out('ROC AUC: 0.84', 'document')).toBe(false);
    expect(out('MAE: 0.27001296933180996', 'document')).toBe(true);
    expect(out('| late rows | 28 % |', 'document', 'table')).toBe(false);
  });

  it('is neither a candidate’s writing nor an employer’s', () => {
    const said = 'The metric is recall, because a missed customer costs more than a call.\n';
    const printed = '\nEpochs: 1 | Loss: 0.108000001 | Accuracy: 0.978000001\n';
    const found = notes({ 'README.md': said + printed });
    expect(found).toEqual(notes({ 'README.md': said }));
  });
});

const table =
  '<table border="1" class="dataframe">\n<tr><td>Ridge (0.1)</td>\n<td>0.27</td></tr>\n</table>\n';

describe('a notebook exported as a document', () => {
  it('keeps its words and their lines, without the tables that its cells showed', () => {
    const shown = withoutShown(`Before\n${table}<pre>MSE: 1\n</pre>\nAfter\n`);
    expect(shown.replace(/<\/?\w+>/g, '')).toBe('Before\n\n\n\n\n\n\nAfter\n');
  });

  it('is told from a document with a table in HTML', () => {
    const written = table.replace(' class="dataframe"', '');
    expect(withoutShown(written)).toBe(written);
  });

  it('has no models compared in what its cells showed', () => {
    const rows = ['Ridge', 'Lasso'].map((name) => `<tr><td>${name} model: 0.27 rmse</td></tr>\n`).join('\n');
    const exported = `Some words stand here.\n\n<table class="dataframe">\n${rows}</table>\n`;
    const level = (text: string) =>
      notes({ 'post.md': text }).topics.find(({ topic }) => topic === 'model-comparison')?.level;
    expect(level(exported)).toBe('none');
    expect(level(exported.replace(' class="dataframe"', ''))).not.toBe('none');
  });
});
