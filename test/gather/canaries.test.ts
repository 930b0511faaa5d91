import { describe, expect, it } from 'vitest';
import { canariesFor, judgeCanaries } from '../../harness/gather/canaries.ts';
import { parseJunit } from '../../harness/gather/junit.ts';

const digest = '0123456789abcdef'.repeat(4);
const planted = canariesFor(digest, 'tests/unit/test_api.py');
if (!planted) throw new Error('a test file was given');
const ran = (exitCode: number) =>
  ({
    command: ['sh'],
    ending: 'exited',
    exitCode,
    stdout: '',
    stderr: '',
    truncated: false,
    durationMs: 1,
    peakMemoryBytes: null,
  }) as const;
const [failsFirst = '', failsSecond = ''] = planted.fails;
const own = { name: 'test_own', outcome: 'passed' } as const;
const honest = [
  own,
  { name: planted.passes, outcome: 'passed' },
  { name: failsFirst, outcome: 'failed' },
  { name: failsSecond, outcome: 'error' },
] as const;
const allPassed = honest.map(({ name }) => ({ name, outcome: 'passed' }) as const);

describe('canaries', () => {
  it('stand beside the tests under names of the digest', () => {
    expect(planted.path).toMatch(/^tests\/unit\/test_[a-z]+_[0-9a-f]{6}\.py$/);
    expect(new Set([planted.passes, ...planted.fails]).size).toBe(3);
    expect(canariesFor(digest, 'tests/unit/test_api.py')).toEqual(planted);
    expect(canariesFor(digest, null)).toBeNull();
  });

  it.each([
    ['an honest suite shows the planted failures', 1, honest, 'pytest', 'held'],
    ['a hook that marks everything passed', 0, allPassed, 'pytest', 'forged'],
    ['failures in the file but exit 0', 0, honest, 'pytest', 'tripped'],
    ['passed in the file but exit 1', 1, allPassed, 'pytest', 'forged'],
    ['no file from pytest', 0, null, 'pytest', 'tripped'],
    ['a command that collects nothing else', 0, [own], 'pytest', 'not-run'],
    ['unittest that notices', 1, null, 'unittest', 'held'],
    ['unittest that was not asked for them', 0, null, 'unittest', 'not-run'],
  ] as const)('%s', (_, exitCode, cases, framework, outcome) => {
    expect(judgeCanaries(planted, { execution: ran(exitCode), cases, framework })).toBe(outcome);
  });

  it('prove nothing when the run was ended by a limit', () => {
    const execution = { ...ran(0), ending: 'timed-out', exitCode: null } as const;
    expect(judgeCanaries(planted, { execution, cases: null, framework: 'pytest' })).toBe('not-run');
  });
});

describe('parseJunit', () => {
  const suite = (cases: string) =>
    `<?xml version="1.0"?><testsuites><testsuite name="pytest">${cases}</testsuite></testsuites>`;

  it('reads every outcome', () => {
    const cases =
      '<testcase name="a"/><testcase name="b"><failure message="x">t</failure></testcase><testcase name="c"><skipped/></testcase><testcase name="d"><error/></testcase>';
    expect(parseJunit(suite(cases))?.map(({ outcome }) => outcome)).toEqual([
      'passed',
      'failed',
      'skipped',
      'error',
    ]);
  });

  it.each([
    ['a document type', '<!DOCTYPE lolz [<!ENTITY lol "lol">]><testsuite/>'],
    ['no XML at all', 'PASSED'],
    ['more than 4 MiB', suite('x'.repeat(4 * 1024 * 1024))],
  ])('%s gives no cases', (_, xml) => {
    expect(parseJunit(xml) ?? []).toEqual([]);
  });

  it('leaves entities as they stand', () => {
    expect(parseJunit(suite('<testcase name="&amp;x"/>'))?.[0]?.name).toBe('&amp;x');
  });
});
