import type { Grade } from '../harness/types.ts';
import { caps, visible } from './escape.ts';
import { placed } from './view/finding.ts';
import { flagTexts } from './view/flags.ts';
import { extremesOf } from './view/glance.ts';
import { barText, inOneSentence, scoreText, whatKeepsItOpen } from './view/summary.ts';
import { decimals, plural, scoreRange } from './view/words.ts';

const most = 15;

const titleOf = ({ submission, challenge, rubric }: Grade): string => {
  const task = challenge ? `, ${challenge.id} ${challenge.version}` : '';
  const commit = submission.commit === null ? '' : ` at ${submission.commit.slice(0, 10)}`;
  return `${submission.name}${commit}${task}, rubric ${rubric.id} ${rubric.version}`;
};

const scoreOf = (grade: Grade): string => {
  const bar = barText(grade);
  return `Score ${scoreText(grade)} of 100${bar === null ? '' : `. ${bar}`}.`;
};

const criteriaLines = ({ criteria }: Grade, room: number): readonly string[] => {
  const shown = criteria.length > room ? criteria.slice(0, room - 1) : criteria;
  const width = Math.min(30, Math.max(0, ...shown.map(({ title }) => title.length)));
  const lines = shown.map(({ title, score, weight }) => {
    const text = score ? scoreRange(score) : 'does not apply';
    return `  ${title.padEnd(width)}  ${text.padStart(7)}  weight ${decimals(weight, 1)}`;
  });
  const left = criteria.length - shown.length;
  return left > 0 ? [...lines, `  and ${plural(left, 'more criterion', 'more criteria')}`] : lines;
};

const named = (label: string, claims: readonly { readonly claim: string }[]): string[] =>
  claims.length > 0 ? [`${label}: ${claims.map(({ claim }) => claim).join('; ')}.`] : [];

const mostFlags = 2;

const flagLines = (grade: Grade): readonly string[] => {
  const texts = flagTexts(grade).map((text) => `Integrity: ${text}`);
  const left = texts.length - mostFlags;
  return left > 0
    ? [...texts.slice(0, mostFlags), `Integrity: ${plural(left, 'more flag')}, in the report.`]
    : texts;
};

/** The report's page in at most fifteen plain lines: the same content in the same order, safe to print. */
export const closingLines = (grade: Grade): readonly string[] => {
  const { strongest, weakest } = extremesOf(placed(grade.findings, grade.criteria));
  const open = whatKeepsItOpen(grade);
  const before = [
    titleOf(grade),
    inOneSentence(grade),
    ...flagLines(grade),
    scoreOf(grade),
    ...(open === null ? [] : [open]),
  ];
  const after = [
    ...named('Strongest', strongest),
    ...named('Weakest', weakest),
    ...(grade.faults.length > 0
      ? [`${plural(grade.faults.length, 'fault')} of ours; none costs a point.`]
      : []),
    ...(grade.report === null ? [] : [`Report: ${grade.report}`]),
  ];
  const room = most - before.length - after.length;
  return [...before, ...criteriaLines(grade, room), ...after].map((line) => visible(line, caps.sentence));
};
