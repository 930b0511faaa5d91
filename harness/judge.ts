import type { Check, Dossier, Evidence, EvidenceKind, Fault, Finding } from './types.ts';

/** Any check, whatever it needs. */
export type AnyCheck = Check;

export type JudgedFinding = Finding & { readonly check: string };

/**
 * Judges every check on the evidence it declares. Absent evidence and a check that breaks are faults of ours; evidence that
 * was not asked for leaves the check out.
 */
export function judge(dossier: Dossier, checks: readonly AnyCheck[]): readonly JudgedFinding[] {
  return checks.map((check) => ({ check: check.id, ...judgeOne(dossier, check) }));
}

function judgeOne(dossier: Dossier, check: AnyCheck): Finding {
  const slots = check.needs.map((kind) => [kind, dossier[kind]] as const);
  const evidence: Partial<Record<EvidenceKind, Evidence[EvidenceKind]>> = {};
  for (const [kind, slot] of slots) {
    if (slot.state === 'absent') return faulted(slot.fault);
    if (slot.state === 'not-asked') return notAsked;
    evidence[kind] = slot.value;
  }
  // A check was compiled against what it declares in `needs`, and all of that is here.
  return guarded(check, evidence as Evidence);
}

const notAsked: Finding = {
  verdict: { kind: 'not-applicable', because: 'only the files were read, and nothing was run' },
  summary: 'Was not asked: only the files were read.',
  details: [],
};

function guarded(check: AnyCheck, evidence: Evidence): Finding {
  try {
    return validated(check, check.judge(evidence));
  } catch (error) {
    return faulted(bug(check, error instanceof Error ? error.message : String(error)));
  }
}

// Sums of shares may miss 0 or 1 by a rounding error; anything further out is a mistake in the check.
const tolerance = 1e-9;

function validated(check: AnyCheck, finding: Finding): Finding {
  if (finding.verdict.kind !== 'scored') return finding;
  const { score } = finding.verdict;
  const clamped = Math.min(1, Math.max(0, score));
  if (!(Math.abs(score - clamped) <= tolerance)) return faulted(bug(check, `its score was ${score}`));
  return { ...finding, verdict: { kind: 'scored', score: clamped } };
}

function bug(check: AnyCheck, what: string): Fault {
  const message = `The check ${check.id} could not judge: ${what}`;
  return { code: 'HARNESS_BUG', blame: 'harness', message };
}

function faulted(fault: Fault): Finding {
  const summary = 'Could not be measured, through a fault on our side; it costs nothing.';
  const details = [{ kind: 'log', title: fault.code, text: fault.message }] as const;
  return { verdict: { kind: 'faulted', fault }, summary, details };
}
