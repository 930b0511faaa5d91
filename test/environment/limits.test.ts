import { expect, test } from 'vitest';
import { readLimits } from '../../harness/environment/limits.ts';
import { formatRequirement, parseRequirement } from '../../harness/environment/requirement.ts';
import type { DeclaredRequirement } from '../../harness/environment/types.ts';
import type { PickledFact } from '../../harness/source/types.ts';
import { submission } from '../start/submission.ts';

const declared = (text: string): DeclaredRequirement => {
  const parsed = parseRequirement(text);
  if ('because' in parsed) throw new Error(parsed.because);
  return { ...parsed.requirement, text, place: { path: 'requirements.txt', line: 1 } };
};

type Given = {
  readonly list: readonly string[];
  readonly python?: Parameters<typeof submission>[1];
  readonly pickled?: readonly PickledFact[];
};

const limitsOf = ({ list, python = {}, pickled = [] }: Given): readonly string[] => {
  const { facts } = submission({}, python);
  return readLimits({ requirements: list.map(declared), constraints: [] }, { ...facts, pickled }).map(
    ({ requirement }) => formatRequirement(requirement),
  );
};

const squared = {
  'fit.py': { calls: [{ name: 'sklearn.metrics.mean_squared_error', keywords: { squared: 'False' } }] },
};
const model = { path: 'model.pkl', modules: ['sklearn'], scikitLearn: '1.3.2' };

test.each<[string, Given, readonly string[]]>([
  ['nothing where nothing is known', { list: ['flask', 'pandas'] }, []],
  ['an old Flask needs an old Werkzeug', { list: ['flask==2.2.3'] }, ['werkzeug<3']],
  [
    'the lower of two limits',
    { list: ['flask==1.1.4'] },
    ['itsdangerous<2.1', 'jinja2<3.1', 'markupsafe<2.1', 'werkzeug<2.1'],
  ],
  ['a compatible range counts as its bound', { list: ['pandas>=1.5,<2'] }, ['numpy<2']],
  ['what was built before NumPy 2 needs the first', { list: ['spacy==3.7.2', 'torch<2.2'] }, ['numpy<2']],
  ['what was built for it does not', { list: ['spacy==3.8.2', 'onnxruntime==1.19.0', 'opencv-python'] }, []],
  ['a newer one needs nothing', { list: ['pandas==2.2.3', 'flask==3.0.0'] }, []],
  ['what the list limits itself is left alone', { list: ['flask==2.2.3', 'werkzeug==3.0.1'] }, []],
  [
    'an argument that later releases dropped',
    { list: ['scikit-learn'], python: squared },
    ['scikit-learn<1.6'],
  ],
  [
    'the release that wrote a pickle, and what goes with it',
    { list: ['scikit-learn'], pickled: [model] },
    ['numpy<2', 'scikit-learn>=1.3,<1.4'],
  ],
  [
    'a lower bound leaves the rest open',
    { list: ['scikit-learn>=1.2', 'numpy>=1.20'], pickled: [model] },
    ['numpy<2', 'scikit-learn>=1.3,<1.4'],
  ],
  ['a higher one does not', { list: ['scikit-learn>=1.4'], pickled: [model] }, []],
  [
    'nor is a wider range too narrow',
    { list: ['scikit-learn>=1.2,<2', 'numpy~=1.26'], pickled: [model] },
    ['numpy<2', 'scikit-learn>=1.3,<1.4'],
  ],
  ['a range below it stands', { list: ['scikit-learn<1.3', 'numpy<1.25'], pickled: [model] }, []],
  [
    'a pinned release stands, whatever a pickle says',
    { list: ['scikit-learn==1.6.0'], pickled: [model] },
    [],
  ],
])('%s', (_, given, expected) => {
  expect(limitsOf(given)).toEqual(expected);
});
