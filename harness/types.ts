import type { BehaviourEvidence, Pair } from './evidence/behaviour.ts';
import type { CareEvidence } from './evidence/care.ts';
import type { ClaimsEvidence } from './evidence/claims.ts';
import type { CodeEvidence } from './evidence/code.ts';
import type { Excerpt, Exchange, Fault, Place } from './evidence/common.ts';
import type { DeploymentEvidence } from './evidence/deployment.ts';
import type { DossierHeader } from './evidence/dossier.ts';
import type { EnvironmentEvidence } from './evidence/environment.ts';
import type { HoldoutEvidence } from './evidence/holdout.ts';
import type { MalformedEvidence } from './evidence/malformed.ts';
import type { MethodEvidence } from './evidence/method.ts';
import type { NotesEvidence } from './evidence/notes.ts';
import type { RepositoryEvidence } from './evidence/repository.ts';
import type { ServiceEvidence } from './evidence/service.ts';
import type { ServingEvidence } from './evidence/serving.ts';
import type { ShuffledEvidence } from './evidence/shuffled.ts';
import type { SignsEvidence } from './evidence/signs.ts';
import type { TestsEvidence } from './evidence/tests.ts';
import type { TrackingEvidence } from './evidence/tracking.ts';
import type { TrainingEvidence } from './evidence/training.ts';

export type {
  Cause,
  Command,
  Excerpt,
  Exchange,
  Execution,
  Fault,
  Place,
  Stage,
} from './evidence/common.ts';
export type { DossierHeader, Limits } from './evidence/dossier.ts';

/** One entry a slot; a slot is filled, absent through a fault of ours, or was not asked for. */
export type Evidence = {
  readonly repository: RepositoryEvidence;
  readonly code: CodeEvidence;
  readonly environment: EnvironmentEvidence;
  readonly training: TrainingEvidence;
  readonly tests: TestsEvidence;
  readonly tracking: TrackingEvidence;
  readonly serving: ServingEvidence;
  readonly holdout: HoldoutEvidence;
  readonly malformed: MalformedEvidence;
  readonly behaviour: BehaviourEvidence;
  readonly service: ServiceEvidence;
  readonly signs: SignsEvidence;
  readonly shuffled: ShuffledEvidence;
  readonly claims: ClaimsEvidence;
  readonly notes: NotesEvidence;
  readonly method: MethodEvidence;
  readonly care: CareEvidence;
  readonly deployment: DeploymentEvidence;
};
export type EvidenceKind = keyof Evidence;

export type Slot<T> =
  | { readonly state: 'gathered'; readonly value: T }
  | { readonly state: 'absent'; readonly fault: Fault }
  /** Left out on purpose: what has to run, where only the files are read. */
  | { readonly state: 'not-asked' };

/** All evidence about one submission: plain JSON, `dossier.json`. */
export type Dossier = { readonly header: DossierHeader } & {
  readonly [K in EvidenceKind]: Slot<Evidence[K]>;
};

/** Open items count 0 in `low` and 1 in `high`. */
export type Bounds = { readonly low: number; readonly high: number };

export type Verdict =
  | { readonly kind: 'scored'; readonly score: number }
  | { readonly kind: 'not-applicable'; readonly because: string }
  | { readonly kind: 'needs-human'; readonly question: string }
  | { readonly kind: 'faulted'; readonly fault: Fault };

/** A closed set; the report draws each kind one way. */
export type Detail =
  | ({ readonly kind: 'place'; readonly note?: string } & (Place | Excerpt))
  | {
      readonly kind: 'exchange';
      readonly title: string;
      readonly exchange: Exchange;
      readonly expected: string;
      readonly held: boolean;
    }
  /** Two requests with the difference marked; `expected` says what the answers should have had to do with each other. */
  | ({ readonly kind: 'pair'; readonly title: string; readonly expected: string } & Pair)
  | {
      readonly kind: 'number';
      readonly label: string;
      readonly value: number;
      /** 95 % interval. */
      readonly low?: number;
      readonly high?: number;
      /** `share` is 0..1 and shown in per cent; the empty string is a plain number. */
      readonly unit: 'share' | 'ms' | 's' | 'bytes' | '';
      readonly against?: readonly { readonly label: string; readonly value: number }[];
    }
  | { readonly kind: 'log'; readonly title: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  /** An absence that can be disputed: what was looked for, and where. */
  | {
      readonly kind: 'looked-for';
      readonly what: string;
      readonly where: string;
      /** An address that tells more, for a reader to open. */
      readonly page?: string;
    };

/** What to ask in the interview, and what a good answer contains. */
export type FollowUp = {
  readonly question: string;
  readonly goodAnswer: string;
  /** Asked because of what was found in this submission, whatever it costs. */
  readonly particular?: true;
};

export type Finding = {
  readonly verdict: Verdict;
  /** One sentence of at most twenty words, a number with its unit and what it is compared with. */
  readonly summary: string;
  readonly details: readonly Detail[];
  /** Takes the place of the check's own. */
  readonly followUp?: FollowUp;
};

/** One question, judged from the evidence it declares. `judge` is pure, synchronous and sees nothing else. */
export type Check<K extends EvidenceKind = EvidenceKind> = {
  /** Claim-shaped and equal to the file's name; true is good. */
  readonly id: string;
  readonly asks: string;
  readonly why: string;
  readonly remedy: string;
  readonly followUp?: FollowUp;
  /** Where it does not hold at all, the grade carries an integrity flag: no honest submission may lose it. */
  readonly integrity?: true;
  readonly needs: readonly K[];
  judge(evidence: Pick<Evidence, K>): Finding;
};

export type Override = {
  readonly check: string;
  /** 0..1 */
  readonly score: number;
  readonly reason: string;
  readonly by: string;
  /** ISO 8601 date. */
  readonly date: string;
};

export type GradedFinding = Omit<Finding, 'followUp'> & {
  readonly check: string;
  readonly criterion: string;
  readonly asks: string;
  readonly why: string;
  readonly remedy: string;
  readonly followUp: FollowUp | null;
  /** Of 100, after checks that do not apply have left the denominator. */
  readonly points: { readonly possible: number; readonly low: number; readonly high: number };
  /** A person's score, kept beside the verdict and used instead of it. */
  readonly override: Override | null;
};

export type GradedCriterion = {
  readonly id: string;
  readonly title: string;
  /** As the rubric states it. */
  readonly weight: number;
  /** 0..100; null when none of its checks applies, and then its weight goes to the others. */
  readonly score: Bounds | null;
  /** The integrity check that leaves it no points, because what was measured cannot be believed; null as a rule. */
  readonly voidedBy: string | null;
};

/** `grade.json`: findings x rubric. A pure function of dossier, rubric and overrides. */
export type Grade = {
  readonly schema: 'takehome/grade@3';
  readonly submission: DossierHeader['submission'];
  /** Null where a repository was inspected without one. */
  readonly challenge: DossierHeader['challenge'];
  readonly rubric: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly digest: string;
  };
  /** 0..100 */
  readonly score: Bounds;
  readonly bar: { readonly failUnder: number; readonly met: 'yes' | 'no' | 'open' } | null;
  readonly criteria: readonly GradedCriterion[];
  readonly findings: readonly GradedFinding[];
  readonly faults: readonly (Fault & { readonly evidence: EvidenceKind })[];
  /** Integrity checks that did not hold: what gave the submission away, in one sentence each. */
  readonly flags: readonly { readonly check: string; readonly summary: string }[];
  /** Path of the report beside this file, null when none was written. */
  readonly report: string | null;
};
