import type { Grade, GradedCriterion, GradedFinding } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { type Context as EvidenceContext, evidenceOf } from './evidence.ts';
import { byPointsLost, claimOf, dust, lost, open, originalStatus, type Placed, statusOf } from './finding.ts';
import { criterionAnchor } from './glance.ts';
import { type PlaceAnchor, placeAnchorOf } from './places.ts';
import type { Audience } from './voice.ts';
import { decimals, plural, pointsOf, prose, scoreRange, sentence } from './words.ts';

type Context = {
  readonly evidence: Omit<EvidenceContext, 'anchor' | 'places'>;
  readonly audience: Audience;
  readonly asked: readonly Placed[];
};

type Drawing = Context & { readonly places: PlaceAnchor };

const maxDetails = 8;
const maxFindings = 100;

const overrideOf = (finding: GradedFinding) =>
  finding.override && {
    by: visible(finding.override.by, caps.name),
    date: visible(finding.override.date, caps.name),
    reason: visible(sentence(finding.override.reason), caps.sentence),
    original: originalStatus(finding).word,
  };

/** What the verdict itself says beside the summary. */
const because = ({ verdict }: GradedFinding, audience: Audience): string | null => {
  switch (verdict.kind) {
    case 'scored':
    // The row says it already.
    case 'not-applicable':
      return null;
    case 'needs-human':
      return `${audience === 'team' ? 'For a person to decide' : 'A reviewer is asked'}: ${verdict.question}`;
    case 'faulted':
      return `A fault of ours (${verdict.fault.code}): ${sentence(verdict.fault.message)}`;
  }
};

/** A question that the interview section asks is not asked twice. */
const followUp = ({ finding, anchor }: Placed, { audience, asked }: Context) =>
  audience === 'team' && !asked.some((item) => item.anchor === anchor) ? finding.followUp : null;

const gained = (finding: GradedFinding): boolean => lost(finding) <= dust && open(finding) <= dust;

const findingView = (item: Placed, context: Drawing) => {
  const { finding, anchor } = item;
  const details = finding.details.slice(0, maxDetails);
  return {
    anchor,
    claim: claimOf(finding),
    status: statusOf(finding),
    points: pointsOf(finding.points, finding.points.possible),
    applies: finding.points.possible > 0,
    summary: visible(finding.summary, caps.sentence),
    override: overrideOf(finding),
    because: because(finding, context.audience),
    asks: finding.asks,
    evidence: evidenceOf(details, { ...context.evidence, places: context.places, anchor }),
    bare: finding.details.length === 0 && finding.verdict.kind === 'scored',
    more:
      finding.details.length > maxDetails
        ? `and ${plural(finding.details.length - maxDetails, 'more piece')} of evidence, in grade.json`
        : null,
    why: prose(finding.why),
    remedy: gained(finding) ? null : prose(finding.remedy),
    followUp: followUp(item, context),
    inInterview: context.audience === 'team' && context.asked.some((other) => other.anchor === anchor),
  };
};

const criterionView = (
  { title, weight, score, voidedBy }: GradedCriterion,
  { anchor, items, context }: { anchor: string; items: readonly Placed[]; context: Drawing },
) => ({
  title,
  anchor,
  weight: decimals(weight, 1),
  score: score ? scoreRange(score) : null,
  voided:
    voidedBy === null
      ? null
      : `No points: what was measured here cannot be relied on, because of "${claimOf({ check: voidedBy })}".`,
  findings: items.slice(0, maxFindings).map((item) => findingView(item, context)),
  more:
    items.length > maxFindings
      ? `and ${plural(items.length - maxFindings, 'more check')}, in grade.json`
      : null,
});

/** Every criterion with its checks by points lost. `asked`: the findings that the interview section asks about. */
export const criteriaOf = (grade: Grade, { items, ...context }: Context & { items: readonly Placed[] }) => {
  const ordered = grade.criteria.map((criterion) =>
    byPointsLost(items.filter(({ finding }) => finding.criterion === criterion.id)),
  );
  const places = placeAnchorOf(
    ordered
      .flatMap((own) => own.slice(0, maxFindings))
      .map(({ finding, anchor }) => ({ anchor, details: finding.details.slice(0, maxDetails) })),
  );
  return grade.criteria.map((criterion, index) =>
    criterionView(criterion, {
      anchor: criterionAnchor(index),
      items: ordered[index] ?? [],
      context: { ...context, places },
    }),
  );
};
