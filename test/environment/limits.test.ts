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
    'a pinned release stands, whatever a pickle says',
    { list: ['scikit-learn==1.6.0'], pickled: [model] },
    [],
  ],
])('%s', (_, given, expected) => {
  expect(limitsOf(given)).toEqual(expected);
});
