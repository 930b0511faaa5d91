import { describe, expect, test } from 'vitest';
import { renderJunit } from '../../reports/junit.ts';
import { renderSummary } from '../../reports/summary.ts';
import { closingLines } from '../../reports/terminal.ts';
import { criterion, faulted, forAPerson, gradeWith, scored, skipped } from './builders.ts';
import { samples } from './samples.ts';

const names = Object.keys(samples) as readonly (keyof typeof samples)[];
const grades = names.map((name) => [name, samples[name]().grade] as const);

describe('the closing lines', () => {
  test.each(grades)('%s: at most fifteen, with nothing a terminal would obey', (_, grade) => {
    const lines = closingLines(grade);
    expect(lines.length).toBeLessThanOrEqual(15);
    for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('say what the page says, in its order', () => {
    expect(closingLines(samples.ordinary().grade)).toEqual([
      'strong at 3f2a9c0b1d, churn 1.0.0, rubric ml-engineer 1.0.0',
      expect.stringMatching(/^Strong on .* little on monitoring\.$/),
      expect.stringMatching(/^Score \d+–\d+ of 100\. Meets the bar of 60\.$/),
      expect.stringMatching(/^Still open: 1 item needs a person/),
      expect.stringMatching(/^ {2}Serving {15}/),
      ...Array(6).fill(expect.stringMatching(/ weight \d+$/)),
      '  and 4 more criteria',
      expect.stringMatching(/^Strongest: /),
      expect.stringMatching(/^Weakest: /),
      'Report: runs/sample/report.html',
    ]);
  });

  test('flags come right after the sentence, with what does not count; more than two are counted', () => {
    const { grade } = samples.flagged();
    const [, , first] = closingLines(grade);
    expect(first).toBe(
      'Integrity: Answers change with the size of the request alone: 8 of 8 rows, a row alone, and in a batch of 100 rows. Model on unseen data and behaviour on dirty rows do not count with it.',
    );
    const flags = Array.from({ length: 5 }, (_, index) => ({
      check: `integrity-${index}`,
      summary: `Seen ${index}.`,
    }));
    expect(closingLines({ ...grade, flags }).filter((line) => line.startsWith('Integrity:'))).toEqual([
      'Integrity: Seen 0.',
      'Integrity: Seen 1.',
      'Integrity: 3 more flags, in the report.',
    ]);
  });

  test('thirty criteria are counted, not listed', () => {
    const criteria = Array.from({ length: 30 }, (_, index) => criterion(`C${index}`, { low: 50, high: 50 }));
    const lines = closingLines(gradeWith({ criteria }));
    expect(lines).toHaveLength(15);
    expect(lines.some((line) => /^ {2}and \d+ more criteria$/.test(line))).toBe(true);
  });
});

describe('JUnit', () => {
  const outcomes = [
    [scored(1), '<system-out>held'],
    [scored(0.6), '<system-out>held in part'],
    [scored(0.5), '<failure message="held in part'],
    [scored(0), '<failure message="did not hold'],
    [forAPerson(), '<skipped message="needs a person'],
    [faulted(), '<skipped message="could not be measured'],
    [skipped(), '<skipped message="does not apply'],
  ] as const;

  test.each(outcomes)('outcome %#', (finding, text) => {
    const xml = renderJunit(
      gradeWith({ criteria: [criterion('Serving', { low: 0, high: 0 })], findings: [finding] }),
    );
    expect(xml).toContain(`<testcase name="serving-starts" classname="serving">${text}`);
  });

  test('a fault of ours never fails a build', () => {
    const xml = renderJunit(samples.lost().grade);
    expect(xml).toMatch(/<testsuites [^>]*failures="0" errors="0"/);
    expect(xml).not.toContain('<failure');
  });

  test('counts agree with the cases', () => {
    const xml = renderJunit(samples.ordinary().grade);
    const total = /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/.exec(xml);
    const cases = [/<testcase /g, /<failure /g, /<skipped /g].map((tag) => xml.match(tag)?.length);
    expect(total?.slice(1).map(Number)).toEqual(cases);
  });
});

describe('the job summary', () => {
  test('holds the head, the tiles, the strongest and the weakest', () => {
    const text = renderSummary(samples.ordinary().grade);
    expect(text).toMatch(/^## strong: \d+–\d+ of 100\n/);
    expect(text).toContain('**Meets the bar of 60.**');
    expect(text).toContain('| Criterion | Score | Weight | What mattered most |');
    expect(text.match(/^\| /gm)).toHaveLength(13);
    expect(text).toContain('**Weakest**');
  });

  test('hostile text is neither markup nor link nor mention', () => {
    const summary =
      '<img src=x> [a](https://t.example) ![i](//t.example) www.t.example @team `x` | a@b.example *b*';
    const text = renderSummary(
      gradeWith({
        submission: { ...samples.strong().grade.submission, name: '# 1. <b>\n\n## two' },
        criteria: [criterion('Serving', { low: 0, high: 0 })],
        findings: [scored(0, { summary })],
      }),
    );
    const ours = text.replaceAll('<!-- -->', '').replaceAll(/&#\d+;/g, '');
    expect(ours).not.toMatch(/[<>[\]`@]|:\/\//);
    expect(text).not.toMatch(/www\./);
    expect(text.match(/^## /gm)).toHaveLength(1);
    expect(text.match(/^\|/gm)).toHaveLength(3);
  });
});
