import { expect, test } from 'vitest';
import { measuredOf, repeatCommand } from '../../../reports/view/measured.ts';
import { header } from '../../helpers/evidence.ts';
import { gradeWith } from '../builders.ts';
import { samples } from '../samples.ts';

const commandFor = (over: Partial<typeof header.submission>): string =>
  repeatCommand(gradeWith({ submission: { ...header.submission, ...over } }), header);

test.each([
  [
    {},
    'takehome grade https://github.com/example/churn-take-home --ref 3f2a9c0b1d4e5f60718293a4b5c6d7e8f9a0b1c2 --challenge churn --rubric ml-engineer',
  ],
  [
    { origin: './my work', commit: null, ref: null },
    "takehome grade './my work' --challenge churn --rubric ml-engineer",
  ],
  [
    { origin: "it's; rm -rf $HOME", commit: null, ref: 'main' },
    "takehome grade 'it'\\''s; rm -rf $HOME' --ref main --challenge churn --rubric ml-engineer",
  ],
])('the command that repeats it: %#', (over, command) => expect(commandFor(over)).toBe(command));

test('assumptions, loosened requirements and files that were not read are said', () => {
  const { commands, dependencies, unmeasured } = measuredOf(samples.ordinary());
  const serve = commands.find(({ what }) => what === 'Serve');
  expect(serve?.assumptions).toContain('port 5000, the one that app/main.py names');
  expect(dependencies).toContain('numpy==1.21.0 became numpy>=1.21.0: no wheel for Python 3.11.');
  expect(unmeasured).toContain('data/full.csv was not read: over the size limit.');
});

test('what was not asked is said, and at which stage', () => {
  expect(measuredOf(samples.listen()).unmeasured).toContain(
    'Predictions for unseen rows: the run stopped at listen.',
  );
});

test('faults of ours are named with what they cost: nothing', () => {
  const { faults } = measuredOf(samples.faulted());
  expect(faults.map(({ kind, blame }) => [kind, blame])).toEqual([
    ['predictions for unseen rows', 'its environment'],
    ['malformed requests', 'its environment'],
  ]);
});

test('a long list of files is counted, not shown', () => {
  const { grade, dossier } = samples.strong();
  const leftOut = Array.from({ length: 500 }, (_, index) => ({
    path: `f${index}`,
    because: 'link' as const,
  }));
  const { repository } = dossier;
  if (repository.state !== 'gathered') throw new Error('the sample has files');
  const many = { ...dossier, repository: { ...repository, value: { ...repository.value, leftOut } } };
  expect(measuredOf({ grade, dossier: many }).unmeasured.at(-1)).toBe('480 more entries were not read.');
});
