import { expect, test } from 'vitest';
import { type Lists, loosen } from '../../harness/environment/loosen.ts';
import { parseRequirement } from '../../harness/environment/requirement.ts';
import { mergeSteps } from '../../harness/environment/resolve.ts';

const parse = (lines: readonly string[]) =>
  lines.flatMap((line) => {
    const parsed = parseRequirement(line);
    return 'requirement' in parsed ? [parsed.requirement] : [];
  });
const lists = (requirements: readonly string[], constraints: readonly string[] = []): Lists => ({
  requirements: parse(requirements),
  constraints: parse(constraints),
});
const once = (start: Lists, stderr: string) => loosen(start, { stderr, hurried: false });
const step = (start: Lists, stderr: string) => {
  const { requirement, became } = once(start, stderr)?.step ?? {};
  return requirement === undefined ? null : `${requirement} -> ${became}`;
};

/** As uv 0.13.8 prints them. */
const noWheels = (what: string, required = what) =>
  `error: No solution found when resolving dependencies\n  cause: Because ${what} has no usable wheels and you require ${required}, we can conclude that your requirements are unsatisfiable.\n\nhint: Wheels are required for \`pandas\` because building from source is disabled`;

test.each([
  [
    'a pin is loosened to the same major version',
    ['pandas', 'black==20.8b1'],
    noWheels('black==20.8b1'),
    'black==20.8b1 -> black>=20.8b1,<21',
  ],
  [
    'below 1.0 to the same minor version',
    ['fastapi==0.68.1'],
    noWheels('fastapi==0.68.1'),
    'fastapi==0.68.1 -> fastapi>=0.68.1,<0.69',
  ],
  [
    'a local version is no longer asked for by name',
    ['torch==1.9.0+cpu'],
    'cause: Because there is no version of torch==1.9.0+cpu and you require torch==1.9.0+cpu, we',
    'torch==1.9.0+cpu -> torch>=1.9.0,<2',
  ],
  ['a range is dropped', ['numpy>=1.19,<1.20'], noWheels('numpy>=1.19,<1.20'), 'numpy>=1.19,<1.20 -> numpy'],
  [
    'a bare name is dropped',
    ['nanotime'],
    'cause: Because nanotime==0.5.2 has no usable wheels and only nanotime==0.5.2 is available, we can conclude that all versions of nanotime cannot be used.\n         And because you require nanotime, we can conclude',
    'nanotime -> null',
  ],
  [
    'a part of Python is dropped at once',
    ['argparse==1.4', 're'],
    'cause: Because re was not found in the package registry and you require re, we can',
    're -> null',
  ],
  [
    'a package for another system is dropped at once',
    ['pywin32==306'],
    'cause: Because pywin32==306 has no wheels with a matching Python ABI tag (e.g., `cp313`) and you require pywin32==306, we can',
    'pywin32==306 -> null',
  ],
  [
    'the same distribution as a wheel',
    ['psycopg2==2.9.1'],
    noWheels('psycopg2==2.9.1'),
    'psycopg2==2.9.1 -> psycopg2-binary==2.9.1',
  ],
  [
    'the one of ours that asks for what cannot be had',
    ['pandas==2', 'hydra-core==1.1.0'],
    'cause: Because antlr4-python3-runtime==4.8 has no usable wheels and hydra-core==1.1.0 depends on antlr4-python3-runtime==4.8, we can conclude that hydra-core==1.1.0 cannot be used.\n And because you require hydra-core==1.1.0, we',
    'hydra-core==1.1.0 -> hydra-core>=1.1.0,<2',
  ],
  [
    'a conflict: the first that we require',
    ['fastapi==0.95.0', 'pydantic==2.5.0'],
    'cause: Because fastapi==0.95.0 depends on one of:\n   pydantic>=1.6.2,<1.7\n   pydantic>1.8.1,<2.0.0\n and you require fastapi==0.95.0, we can conclude that you require one of:\n   pydantic>=1.6.2,<1.7\n\n And because you require pydantic==2.5.0, we',
    'fastapi==0.95.0 -> fastapi>=0.95.0,<0.96',
  ],
])('%s', (_, requirements, stderr, expected) => {
  expect(step(lists(requirements), stderr)).toBe(expected);
});

test('only what the resolver names is touched', () => {
  const start = lists(['pandas==1.1.0', 'numpy==1.19.5', 'scikit-learn==0.24']);
  const after = once(start, noWheels('numpy==1.19.5'))?.lists.requirements;
  expect(after?.filter(({ name }) => name !== 'numpy')).toEqual(
    start.requirements.filter(({ name }) => name !== 'numpy'),
  );
});

test('a version gives way before a name does', () => {
  const stderr =
    'Because scikit-learn<=0.20.4 has no usable wheels and scikit-learn>=1.7 depends on scipy>=1.8, we can conclude that scikit-learn needs scipy>=1.8.\n And because you require scipy==1.5.2 and you require scikit-learn, we';
  expect(step(lists(['scikit-learn', 'scipy==1.5.2']), stderr)).toBe('scipy==1.5.2 -> scipy>=1.5.2,<2');
});

test('a limit of the lock goes before the requirement itself', () => {
  const start = lists(['pandas>=1'], ['pandas==1.1.0']);
  const first = once(start, noWheels('pandas==1.1.0'));
  expect(first?.lists).toEqual(lists(['pandas>=1'], ['pandas>=1.1.0,<2']));
  const second = first && once(first.lists, noWheels('pandas>=1.1.0,<2'));
  expect(second?.lists).toEqual(lists(['pandas>=1'], []));
});

test('a hint is not a reason, and what names nothing of ours changes nothing', () => {
  expect(
    step(
      lists(['pandas==1']),
      'cause: Because other==1 has no usable wheels and else depends on it.\nhint: pandas==1 is fine',
    ),
  ).toBeNull();
});

test('a name that no version can be had of goes at once, whatever else is said', () => {
  const stderr =
    'Because nanotime==0.5.2 has no usable wheels and only nanotime==0.5.2 is available, we can conclude that all versions of nanotime cannot be used.\n And because dvc==2.53.0 depends on nanotime and you require dvc==2.53.0, we';
  expect(step(lists(['dvc==2.53.0', 'nanotime']), stderr)).toBe('nanotime -> null');
});

test('in a hurry a pin is dropped without trying its neighbours', () => {
  const { step: taken } = loosen(lists(['a==1.2.3']), { stderr: noWheels('a==1.2.3'), hurried: true }) ?? {};
  expect(taken?.became).toBe('a');
});

test('every step makes the list smaller or wider, so that it ends', () => {
  let current = lists(['a==1.2.3', 'b']);
  const seen: string[] = [];
  for (let rounds = 0; rounds < 10; rounds += 1) {
    const next = once(current, `Because a has no usable wheels and you require a`);
    if (!next) break;
    seen.push(String(next.step.became));
    current = next.lists;
  }
  expect(seen).toEqual(['a>=1.2.3,<2', 'a', 'null']);
});

test('steps on one requirement are told as one', () => {
  const because = 'x';
  expect(
    mergeSteps([
      { requirement: 'a==1', became: 'a>=1,<2', because },
      { requirement: 'b', became: null, because },
      { requirement: 'a>=1,<2', became: 'a', because: 'y' },
    ]),
  ).toEqual([
    { requirement: 'a==1', became: 'a', because },
    { requirement: 'b', became: null, because },
  ]);
});
