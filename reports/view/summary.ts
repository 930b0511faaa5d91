import type { Grade, GradedCriterion, GradedFinding } from '../../harness/types.ts';
import { dust, open } from './finding.ts';
import {
  between,
  capital,
  decimals,
  few,
  inSentence,
  joined,
  plural,
  pointCount,
  scoreRange,
} from './words.ts';

type Band = 'strong' | 'partly' | 'little' | 'nothing' | 'open';

/** Four fifths of a criterion is strong, two fifths is half-way; a range across both bands is open. */
const bandOf = ({ low, high }: { readonly low: number; readonly high: number }): Band => {
  if (low >= 80) return 'strong';
  if (high < 0.5) return 'nothing';
  if (high < 40) return 'little';
  return low >= 40 ? 'partly' : high - low >= 40 ? 'open' : 'partly';
};

const opening: Record<Band, string> = {
  strong: 'strong on',
  partly: 'partly there on',
  open: 'still open on',
  little: 'little on',
  nothing: 'nothing on',
};

const bands = Object.keys(opening) as readonly Band[];

/** More than three names are not read: then the two that weigh most, and how many more. */
const named = (criteria: readonly GradedCriterion[]): string => {
  const titles = criteria.toSorted((a, b) => b.weight - a.weight).map(({ title }) => inSentence(title));
  return joined(titles.length > 3 ? [...titles.slice(0, 2), `${few(titles.length - 2)} more`] : titles);
};

const all = (count: number): string => {
  if (count === 1) return 'the one criterion';
  return count === 2 ? 'both criteria' : `all ${few(count)} criteria`;
};

const mostParts = 3;

/** Four halves of a sentence are not read in ten seconds: what is half-way goes first. */
const briefly = (parts: readonly string[]): readonly string[] =>
  parts.length > mostParts ? parts.filter((part) => !part.startsWith(opening.partly)) : parts;

/** One sentence put together from the criteria: "Strong on serving and tests; little on the model; nothing on monitoring." */
export const inOneSentence = ({ criteria, score }: Grade): string => {
  const scored = criteria.filter((criterion) => criterion.score !== null);
  const counting = scored.filter(({ voidedBy }) => voidedBy === null);
  // What does not count is named beside the flag that says why.
  const judged = counting.length > 0 ? counting : scored;
  if (judged.length === 0) return 'No criterion applies to this submission.';
  if (score.low > 99.5) return `Everything asked for was found, in ${all(judged.length)}.`;
  if (score.low < 0.5 && score.high > 99.5) return `Nothing could be decided yet, in ${all(judged.length)}.`;
  if (score.high < 0.5) return `Nothing asked for was found, in ${all(judged.length)}.`;
  const parts = bands.flatMap((band) => {
    const members = judged.filter((criterion) => criterion.score && bandOf(criterion.score) === band);
    if (members.length === 0) return [];
    const names =
      members.length === judged.length && members.length > 3 ? all(members.length) : named(members);
    return [`${opening[band]} ${names}`];
  });
  return `${capital(briefly(parts).join('; '))}.`;
};

const ofKind = (
  findings: readonly GradedFinding[],
  kind: 'needs-human' | 'faulted',
): readonly GradedFinding[] =>
  findings.filter(
    (finding) => finding.override === null && finding.verdict.kind === kind && open(finding) > dust,
  );

/** The findings that keep the range open: a person's first, then faults of ours. */
export const openFindings = ({ findings }: Grade): readonly GradedFinding[] => [
  ...ofKind(findings, 'needs-human'),
  ...ofKind(findings, 'faulted'),
];

const openPoints = (findings: readonly GradedFinding[]): string =>
  pointCount(findings.reduce((sum, finding) => sum + open(finding), 0));

/** What keeps the range open: "2 items need a person (6 points), 1 item met a fault of ours (4 points)." Null: nothing. */
export const whatKeepsItOpen = ({ findings }: Grade): string | null => {
  const people = ofKind(findings, 'needs-human');
  const faults = ofKind(findings, 'faulted');
  const parts = [
    ...(people.length > 0
      ? [`${plural(people.length, 'item needs', 'items need')} a person (${openPoints(people)})`]
      : []),
    ...(faults.length > 0
      ? [
          `${plural(faults.length, 'item', 'items')} could not be measured through a fault of ours (${openPoints(faults)})`,
        ]
      : []),
  ];
  return parts.length > 0 ? `Still open: ${joined(parts)}.` : null;
};

/** One decimal where rounding would move the score across the bar. */
export const scoreText = ({ score, bar }: Pick<Grade, 'score' | 'bar'>): string => {
  const text = scoreRange(score);
  const near = (value: number): boolean =>
    bar !== null && value < bar.failUnder && Number(value.toFixed(0)) >= bar.failUnder;
  return near(score.low) || near(score.high)
    ? between(decimals(score.low, 1), decimals(score.high, 1))
    : text;
};

/** Yes, no, or open. Null when no bar was asked for. */
export const barText = ({ bar }: Pick<Grade, 'bar'>): string | null => {
  if (bar === null) return null;
  const asked = `the bar of ${decimals(bar.failUnder, 1)}`;
  switch (bar.met) {
    case 'yes':
      return `Meets ${asked}`;
    case 'no':
      return `Below ${asked}`;
    case 'open':
      return `May or may not meet ${asked}`;
  }
};
