import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import type { NotesEvidence } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import type { Bounds, Check } from '../../harness/types.ts';
import { churnFolder } from '../helpers/reference.ts';
import { mlEngineer } from '../helpers/rubric.ts';
import { factsOf } from '../source/memory.ts';

const rubric = await mlEngineer();
const brief = readFileSync(join(churnFolder, 'brief.md'), 'utf8');

/** What the files of a reference say, without an engine. */
const notesOf = (name: string) => {
  const root = join(churnFolder, 'reference', name, 'repo');
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const files = Object.fromEntries(paths.map((path) => [relative(root, path), readFileSync(path)]));
  return gatherNotes({ facts: factsOf(files), challenge: { brief } });
};

const onNotesAlone = (check: Check | undefined): check is Check<'notes'> =>
  check?.needs.every((slot) => slot === 'notes') ?? false;

/** What the writing alone earns of a criterion, 0..1; what a person has to score is 0 at the bottom and 1 at the top. */
const earned = (criterion: string, notes: NotesEvidence): Bounds => {
  const weighed = rubric.criteria.find(({ id }) => id === criterion)?.checks ?? [];
  const judged = weighed.flatMap(({ id, weight }) => {
    const check = checks.find((one) => one.id === id);
    return onNotesAlone(check) ? [{ weight, verdict: check.judge({ notes }).verdict }] : [];
  });
  const all = judged.reduce((sum, { weight }) => sum + weight, 0);
  const total = (open: number): number =>
    judged.reduce(
      (sum, { weight, verdict }) => sum + weight * (verdict.kind === 'scored' ? verdict.score : open),
      0,
    ) / all;
  return { low: total(0), high: total(1) };
};

describe('keywords without substance', () => {
  it.each(['monitoring', 'writing'])('earn less than few honest sentences on %s', (criterion) => {
    const [stuffed, plain] = [notesOf('stuffed'), notesOf('plain')];
    expect(earned(criterion, stuffed).high).toBeLessThan(earned(criterion, plain).low);
    expect(earned(criterion, plain).low).toBeLessThan(earned(criterion, notesOf('strong')).high);
  });

  it('are shown where they stand', () => {
    const { topics, watching } = notesOf('stuffed');
    expect(watching).toEqual([]);
    const monitoring = topics.find(({ topic }) => topic === 'monitoring');
    expect(monitoring?.hollow.map(({ path }) => path)).toContain('README.md');
  });
});

describe('references that watch what they serve', () => {
  it.each([
    ['excellent', 'implementation', ['drift', 'metrics', 'request-log']],
    ['strong', 'plan', []],
    ['typescript', 'plan', []],
    ['plain', 'mention', []],
  ] as const)('%s: %s', (name, level, kinds) => {
    const { topics, watching } = notesOf(name);
    expect(topics.find(({ topic }) => topic === 'monitoring')).toMatchObject({ level, sure: true });
    expect(watching.map(({ kind }) => kind)).toEqual(kinds);
  });
});
