import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import { exportName } from '../../harness/commands/new-check.ts';
import { judge } from '../../harness/judge.ts';
import {
  emptyDossier,
  faultedDossier,
  lostSandbox,
  muteDossier,
  notebookDossier,
  plainDossier,
  strongDossier,
} from '../helpers/evidence.ts';
import { expectFitWords } from '../helpers/table.ts';

const folder = new URL('../../harness/checks/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
const samples = [
  strongDossier(),
  plainDossier(),
  notebookDossier(),
  muteDossier(),
  emptyDossier(),
  faultedDossier(),
];

/** Their question does not arise where nothing was handed in: no figure is false, nothing is left lying about. */
const asksOfWhatIsThere = new Set([
  'claims-match-measurements',
  'ci-can-fail',
  'ci-runs-the-tests',
  'data-stays-out-of-git',
  'generated-files-stay-out',
  'image-is-built-with-care',
  'image-runs-as-ordinary-user',
  'secrets-stay-out',
]);

test('the list holds every file once, under its own name', () => {
  expect(checks.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

describe.each(checks)('$id', (check) => {
  const judged = (dossier: (typeof samples)[number]) => {
    const [finding] = judge(dossier, [check]);
    if (!finding) throw new Error('nothing was judged');
    return finding;
  };

  test('is exported under the name of its file', () => {
    const text = readFileSync(new URL(`${check.id}.ts`, folder), 'utf8');
    expect(text).toContain(`export const ${exportName(check.id)} = defineCheck({`);
  });

  test('says what it asks, why, and what would change it', () => {
    expect(check.asks).toMatch(/^[A-Z].*\?$/);
    expect(check.why).toMatch(/^[A-Z].*\.$/);
    expect(check.remedy).toMatch(/^[A-Z].*\.$/);
    expect(check.needs.length).toBeGreaterThan(0);
  });

  test('gives a strong submission most of its points, or asks a person', () => {
    const { verdict } = judged(strongDossier());
    if (verdict.kind === 'scored') expect(verdict.score).toBeGreaterThanOrEqual(0.7);
    else expect(verdict.kind).toBe('needs-human');
  });

  test('gives an empty submission nothing, and says what was looked for or seen', () => {
    const { verdict, details } = judged(emptyDossier());
    // A flag is for what was seen: where there was nothing to ask, no integrity is lost.
    // How a model is made is not asked where none is.
    const ofMethod = check.needs.includes('method') && !check.needs.includes('repository');
    if (check.integrity || asksOfWhatIsThere.has(check.id) || ofMethod)
      return expect(verdict).toMatchObject({ kind: 'not-applicable' });
    expect(verdict).toEqual({ kind: 'scored', score: 0 });
    expect(details.length).toBeGreaterThan(0);
  });

  test.each(check.needs)('takes lost evidence on %s for a fault of ours', (kind) => {
    expect(judged(faultedDossier([kind])).verdict).toEqual({ kind: 'faulted', fault: lostSandbox });
  });

  test('words every sample in one fit sentence, and points somewhere when points are lost', () => {
    for (const dossier of samples) {
      const { verdict, summary, details } = judged(dossier);
      if (verdict.kind !== 'faulted') expectFitWords(summary);
      if (verdict.kind === 'scored' && verdict.score < 1) expect(details.length).toBeGreaterThan(0);
    }
  });
});
