import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Detail } from '../../harness/types.ts';
import { renderReport } from '../../reports/render.ts';
import { finding, scored } from './builders.ts';
import { samples } from './samples.ts';

const kilobytes = (html: string): number => Buffer.byteLength(html) / 1_000;
const names = Object.keys(samples) as readonly (keyof typeof samples)[];
const render = (name: keyof typeof samples, audience: 'team' | 'candidate' = 'team'): string =>
  renderReport({ ...samples[name](), audience });

test.each(names)('%s: the same grade gives the same bytes', (name) => {
  expect(render(name)).toBe(render(name));
});

test.each(names.filter((name) => name !== 'hostile'))('%s is under 400 kB', (name) => {
  expect(kilobytes(render(name))).toBeLessThan(400);
  expect(kilobytes(render(name))).toBeGreaterThan(40);
});

describe('templates', () => {
  const folder = new URL('../../reports/templates/', import.meta.url);
  const templates = readdirSync(folder).filter((name) => name.endsWith('.hbs'));

  test.each(templates)('%s escapes everything it is given', (name) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).not.toMatch(/\{\{\{|\{\{\s*&|style=|<script/);
  });
});

test('the policy comes first, and allows no more than its own stylesheet', () => {
  const html = render('ordinary');
  expect(html).toMatch(
    /<head>\n<meta http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;;/,
  );
  expect(html).toMatch(/style-src &#x27;sha256-[\w+/]{43}&#x3D;&#x27;;/);
  expect(html).not.toMatch(/unsafe-|<script/);
});

describe('audiences', () => {
  const team = render('ordinary');
  const candidate = render('ordinary', 'candidate');

  test('only the team gets questions and good answers', () => {
    expect(team).toContain('A good answer:');
    expect(team).toContain('id="interview"');
    expect(candidate).not.toContain('A good answer');
    expect(candidate).not.toContain('What to ask');
    expect(candidate).not.toContain('interview');
    for (const { followUp } of samples.ordinary().grade.findings) {
      if (followUp) expect(candidate).not.toContain(followUp.goodAnswer);
    }
  });

  test('the candidate is told early how to object', () => {
    expect(candidate.indexOf('id="object"')).toBeLessThan(candidate.indexOf('id="run"'));
    expect(candidate).toContain('Wrong or unfair?');
    expect(team).not.toContain('Wrong or unfair?');
    expect(team).toContain('How to object');
  });
});

test('a person’s score is shown beside the first verdict', () => {
  const html = render('perfect');
  expect(html).toContain('Scored by a person:');
  expect(html).toContain('The check itself said: needs a person.');
});

describe('hostile amounts', () => {
  const { grade, dossier } = samples.ordinary();
  const withFindings = (findings: typeof grade.findings): string =>
    renderReport({ grade: { ...grade, findings }, dossier, audience: 'team' });

  test('ten megabytes in one paragraph', () => {
    const html = withFindings([finding({ summary: 'x'.repeat(10_000_000) })]);
    expect(kilobytes(html)).toBeLessThan(400);
    expect(html).toContain('… truncated: 9,999,600 more characters');
  });

  test('a hundred thousand findings', () => {
    const criterion = grade.criteria[0]?.id ?? '';
    const html = withFindings(Array.from({ length: 100_000 }, () => scored(0, { criterion })));
    expect(kilobytes(html)).toBeLessThan(5_000);
    expect(html).toContain('and 99,900 more checks, in grade.json');
  });

  test('every finding full of the longest evidence', () => {
    const details: readonly Detail[] = Array.from({ length: 50 }, () => ({
      kind: 'log',
      title: '"'.repeat(1_000),
      text: `${'"\u0001'.repeat(400)}\n`.repeat(400),
    }));
    const findings = grade.findings.map((one) => ({ ...one, details }));
    const html = withFindings(findings);
    expect(kilobytes(html)).toBeLessThan(5_000);
    expect(html).toContain('and 42 more pieces of evidence, in grade.json');
  });
});
