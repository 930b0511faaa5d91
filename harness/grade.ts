import { checks as shippedChecks } from './checks/index.ts';
import type { LoadedRubric } from './config/rubric.ts';
import { evidenceKinds } from './evidence/kinds.ts';
import { type AnyCheck, type JudgedFinding, judge } from './judge.ts';
import { toPoints } from './score.ts';
import type { Bounds, Dossier, Grade, Override } from './types.ts';
import { weigh } from './weigh.ts';

export type GradeInput = {
  readonly dossier: Dossier;
  readonly rubric: LoadedRubric;
  readonly overrides: readonly Override[];
  /** 0..100, or null when no bar is asked for. */
  readonly failUnder: number | null;
  /** Path of the report beside the grade, null when none is written. */
  readonly report: string | null;
  /** What the rubric chooses from; the shipped checks unless others are given. */
  readonly checks?: readonly AnyCheck[];
};

/** Findings x rubric. Pure: the same dossier, rubric and overrides give the same grade, byte for byte. */
export function gradeDossier(input: GradeInput): Grade {
  const { dossier, rubric, overrides, failUnder, report } = input;
  const checks = chosen(input.checks ?? shippedChecks, rubric);
  const judged = judge(dossier, checks);
  const weighed = weigh({ rubric, checks, judged, overrides });
  const score = toPoints(weighed.score);
  return {
    schema: 'takehome/grade@3',
    submission: dossier.header.submission,
    challenge: dossier.header.challenge,
    rubric: { id: rubric.id, version: rubric.version, title: rubric.title, digest: rubric.digest },
    score,
    bar: failUnder === null ? null : { failUnder, met: meets(score, failUnder) },
    criteria: weighed.criteria,
    findings: weighed.findings,
    faults: [...slotFaults(dossier), ...brokenChecks({ dossier, checks, judged })],
    flags: flagsOf(checks, judged),
    report,
  };
}

/** An override by a person changes points, never what was found. */
function flagsOf(checks: readonly AnyCheck[], judged: readonly JudgedFinding[]): Grade['flags'] {
  const integrity = new Set(checks.filter((check) => check.integrity).map(({ id }) => id));
  return judged
    .filter(({ check, verdict }) => integrity.has(check) && verdict.kind === 'scored' && verdict.score === 0)
    .map(({ check, summary }) => ({ check, summary }));
}

function chosen(checks: readonly AnyCheck[], rubric: LoadedRubric): readonly AnyCheck[] {
  const wanted = new Set(rubric.criteria.flatMap((criterion) => criterion.checks.map(({ id }) => id)));
  return checks.filter(({ id }) => wanted.has(id));
}

function meets(score: Bounds, failUnder: number): 'yes' | 'no' | 'open' {
  if (score.low >= failUnder) return 'yes';
  return score.high < failUnder ? 'no' : 'open';
}

function slotFaults(dossier: Dossier): Grade['faults'] {
  return evidenceKinds.flatMap((evidence) => {
    const slot = dossier[evidence];
    return slot.state === 'absent' ? [{ ...slot.fault, evidence }] : [];
  });
}

type Judging = {
  readonly dossier: Dossier;
  readonly checks: readonly AnyCheck[];
  readonly judged: readonly JudgedFinding[];
};

/** Faults of checks whose evidence was all there. */
function brokenChecks({ dossier, checks, judged }: Judging): Grade['faults'] {
  return judged.flatMap(({ check, verdict }) => {
    const needs = checks.find(({ id }) => id === check)?.needs ?? [];
    const [evidence] = needs;
    const allThere = needs.every((kind) => dossier[kind].state === 'gathered');
    return verdict.kind === 'faulted' && allThere && evidence ? [{ ...verdict.fault, evidence }] : [];
  });
}
