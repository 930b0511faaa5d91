import { defineCheck } from '../../harness/checks/support/check.ts';
import type { LoadedRubric } from '../../harness/config/rubric.ts';
import { gradeDossier } from '../../harness/grade.ts';
import type { AnyCheck } from '../../harness/judge.ts';
import type { Verdict } from '../../harness/types.ts';
import { strongDossier } from './evidence.ts';

/** What a person may ask of a grade, with nothing asked. */
export const asked = { overrides: [], failUnder: null, report: null } as const;

export const fault = { code: 'SANDBOX_LOST', blame: 'environment', message: 'gone' } as const;

/** Checks that give the verdicts as they stand, and a rubric over them: criteria of up to three. */
export function made(verdicts: readonly Verdict[], weights: readonly number[] = []) {
  const checks: readonly AnyCheck[] = verdicts.map((verdict, at) =>
    defineCheck({
      id: `claim-${at}`,
      asks: 'Is it?',
      why: 'So.',
      remedy: 'Do.',
      needs: ['notes'],
      judge: () => ({ verdict, summary: 'Seen.', details: [] }),
    }),
  );
  const entries = checks.map(({ id }, at) => ({ id, weight: weights[at] ?? 1 }));
  const groups = entries.flatMap((_, at) => (at % 3 === 0 ? [entries.slice(at, at + 3)] : []));
  const criteria = groups.map((group, at) => ({
    id: `group-${at}`,
    title: 'Group',
    weight: at + 1,
    checks: group,
  }));
  const own: LoadedRubric = { id: 'made', version: '1.0.0', title: 'Made', digest: 'd', criteria };
  return { checks, rubric: own };
}

export const grading = (verdicts: readonly Verdict[], weights: readonly number[] = []) =>
  gradeDossier({ ...asked, dossier: strongDossier(), ...made(verdicts, weights) });
