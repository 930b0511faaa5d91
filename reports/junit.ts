import type { Grade, GradedCriterion, GradedFinding } from '../harness/types.ts';
import { caps, visible } from './escape.ts';
import { lost, open, statusOf } from './view/finding.ts';
import { decimals, pointsOf } from './view/words.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string =>
  visible(text, caps.sentence).replace(/[&<>"']/g, (character) => entities[character] ?? '');

type Outcome = 'passed' | 'failed' | 'skipped';

/**
 * A check fails here when at least half of its points are gone for certain. What could not be measured, needs a person or
 * does not apply is skipped: a fault of ours never turns a build red.
 */
const outcomeOf = (finding: GradedFinding): Outcome => {
  const { possible } = finding.points;
  if (possible === 0 || open(finding) > 0) return 'skipped';
  return lost(finding) >= possible / 2 ? 'failed' : 'passed';
};

const inside = (finding: GradedFinding): string => {
  const { word } = statusOf(finding);
  const points = pointsOf(finding.points, finding.points.possible);
  const message = escaped(`${word}: ${finding.summary} (${points} points)`);
  switch (outcomeOf(finding)) {
    case 'passed':
      return `<system-out>${message}</system-out>`;
    case 'failed':
      return `<failure message="${message}">${escaped(finding.remedy)}</failure>`;
    case 'skipped':
      return `<skipped message="${message}"/>`;
  }
};

const testcase = (finding: GradedFinding, criterion: string): string =>
  `    <testcase name="${escaped(finding.check)}" classname="${escaped(criterion)}">${inside(finding)}</testcase>`;

const count = (findings: readonly GradedFinding[], outcome: Outcome): number =>
  findings.filter((finding) => outcomeOf(finding) === outcome).length;

const counts = (findings: readonly GradedFinding[]): string =>
  `tests="${findings.length}" failures="${count(findings, 'failed')}" errors="0" skipped="${count(findings, 'skipped')}"`;

const testsuite = ({ id, title }: GradedCriterion, findings: readonly GradedFinding[]): string => {
  const own = findings.filter(({ criterion }) => criterion === id);
  const cases = own.map((finding) => testcase(finding, id));
  return [`  <testsuite name="${escaped(title)}" ${counts(own)}>`, ...cases, '  </testsuite>'].join('\n');
};

/** JUnit XML for continuous integration: a suite a criterion, a case a check. */
export const renderJunit = ({ submission, score, criteria, findings }: Grade): string => {
  const name = `takehome: ${submission.name}, ${decimals(score.low, 1)} to ${decimals(score.high, 1)} of 100`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(name)}" ${counts(findings)}>`,
    ...criteria.map((criterion) => testsuite(criterion, findings)),
    '</testsuites>',
    '',
  ].join('\n');
};
