import { describe, expect, it } from 'vitest';
import { lastLine } from '../../harness/engine/apt.ts';
import { debianPackages, debianReleases, recipeDigest } from '../../harness/engine/recipe.ts';

describe('a recipe', () => {
  it('has one digest, and another for each Python version', () => {
    const digests = [...debianReleases.keys()].map(recipeDigest);
    expect(new Set(digests).size).toBe(3);
    expect([...debianReleases.keys()].map(recipeDigest)).toEqual(digests);
    for (const digest of digests) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('asks for distutils where Debian has it', () => {
    expect(debianPackages('3.9')).toContain('python3-distutils');
    expect(debianPackages('3.13')).not.toContain('python3-distutils');
  });
});

describe('why a tool stopped', () => {
  it.each([
    [
      'the last error',
      'Get:1 x\nE: Unable to locate package y\nReading lists',
      'E: Unable to locate package y',
    ],
    ['not that it stopped', 'E: setup failed\nE: mmdebstrap failed to run\n', 'E: setup failed'],
    ['what it said last, without an error', 'one\ntwo\n\n', 'two'],
    ['that it said nothing', '\n', 'it said nothing'],
  ])('is %s', (_, output, expected) => {
    expect(lastLine(output)).toBe(expected);
  });

  it('is one line that fits a message', () => {
    expect(lastLine(`E: ${'x'.repeat(10_000)}`).length).toBeLessThanOrEqual(300);
  });
});
