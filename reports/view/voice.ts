import type { Detail, Grade, GradedFinding, Verdict } from '../../harness/types.ts';

/** Who reads: the team that hires, or the person who is judged. */
export type Audience = 'team' | 'candidate';

/** What the model that was handed in is called beside the baseline and the reference. */
export const ownLabel = (audience: Audience): string => (audience === 'candidate' ? 'yours' : 'submission');

/** Whose model it is, at the start of a sentence. */
export const ownModel = (audience: Audience): string =>
  audience === 'candidate' ? 'your model’s' : 'the model’s';

/** How what is said about a submission is said to whoever made it. */
const turns: readonly (readonly [said: RegExp, instead: string])[] = [
  [/\bthe (?:submission|author)’s(?=[?.,;])/g, 'yours'],
  [/\bthe (?:submission|author)’s\b/g, 'your'],
  [/\bthe submission\b/g, 'your submission'],
  [/\bThe submission\b/g, 'Your submission'],
  [/\bof its own\b/g, 'of your own'],
  [/\bits own (code|example)\b/g, 'your own $1'],
];

/** Text of ours for this audience: checks word it once, about the submission. */
export const spoken = (text: string, audience: Audience): string =>
  audience === 'team' ? text : turns.reduce((told, [said, instead]) => told.replace(said, instead), text);

type Say = (text: string) => string;

/** What was quoted or recorded stays as it is. */
const detailSpoken = (detail: Detail, say: Say): Detail => {
  switch (detail.kind) {
    case 'place':
      return detail.note === undefined ? detail : { ...detail, note: say(detail.note) };
    case 'looked-for':
      return { ...detail, what: say(detail.what), where: say(detail.where) };
    case 'exchange':
    case 'pair':
      return { ...detail, title: say(detail.title), expected: say(detail.expected) };
    case 'number':
    case 'log':
    case 'table':
      return detail;
  }
};

const verdictSpoken = (verdict: Verdict, say: Say): Verdict => {
  switch (verdict.kind) {
    case 'not-applicable':
      return { ...verdict, because: say(verdict.because) };
    case 'needs-human':
      return { ...verdict, question: say(verdict.question) };
    case 'scored':
    case 'faulted':
      return verdict;
  }
};

const findingSpoken = (finding: GradedFinding, say: Say): GradedFinding => ({
  ...finding,
  verdict: verdictSpoken(finding.verdict, say),
  summary: say(finding.summary),
  details: finding.details.map((detail) => detailSpoken(detail, say)),
  asks: say(finding.asks),
  why: say(finding.why),
  remedy: say(finding.remedy),
});

/** The grade as it is told to this audience: no number changes. */
export const addressed = (grade: Grade, audience: Audience): Grade => {
  if (audience === 'team') return grade;
  const say: Say = (text) => spoken(text, audience);
  return {
    ...grade,
    findings: grade.findings.map((finding) => findingSpoken(finding, say)),
    flags: grade.flags.map((flag) => ({ ...flag, summary: say(flag.summary) })),
  };
};
