import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderJunit } from '../../reports/junit.ts';
import { renderReport } from '../../reports/render.ts';
import { openBrowser, openWatched } from '../helpers/browser.ts';
import { lacks } from '../helpers/needs.ts';
import { inPage } from './in-page.ts';
import { openShelf, type Shelf } from './page.ts';
import { vectors } from './samples/hostile.ts';
import { samples } from './samples.ts';

type Name = keyof typeof samples;
const names = Object.keys(samples) as readonly Name[];
/** One of each kind: the six stopped stages look alike to axe. */
const kinds = ['perfect', 'ordinary', 'listen', 'empty', 'slow', 'flagged', 'lost', 'hostile'] as const;

const html = (name: Name, audience: 'team' | 'candidate' = 'team'): string =>
  renderReport({ ...samples[name](), audience });
const bare = (policy: string, body: readonly string[]): string =>
  `<!doctype html><html><head>${policy}<title>report</title></head><body>${body.join('\n')}</body></html>`;

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe.skipIf(await lacks('chromium'))('in Chromium (skipped where it is not installed)', () => {
  let browser: Browser;
  let shelf: Shelf;
  let axe: string;

  beforeAll(async () => {
    [browser, shelf, axe] = await Promise.all([openBrowser(), openShelf(), readFile(axePath, 'utf8')]);
  });
  afterAll(async () => {
    await browser.close();
    await shelf[Symbol.asyncDispose]();
  });

  const open = async (name: Name, audience: 'team' | 'candidate' = 'team') =>
    openWatched(browser, await shelf.put(`${name}-${audience}`, html(name, audience)));

  describe('nothing runs and nothing leaves', () => {
    test('the vectors do run and fetch where nobody escapes them', async () => {
      await using watched = await openWatched(browser, await shelf.put('control', bare('', vectors)));
      expect(watched.requests.length).toBeGreaterThan(3);
      expect(await watched.page.title()).not.toBe('report');
    });

    test.each(['team', 'candidate'] as const)('in the report for the %s', async (audience) => {
      await using watched = await open('hostile', audience);
      const { page, requests, dialogs } = watched;
      const title = await page.title();
      await page.evaluate(inPage.openAll);
      await page.mouse.move(200, 200);
      await page.waitForLoadState('networkidle');
      expect(title).toMatch(/^"><img src=x onerror/);
      expect(await page.title()).toBe(title);
      expect([...requests, ...dialogs]).toEqual([]);
      expect(page.url()).toMatch(/^file:/);
      const foreign = 'script,iframe,img,link,object,embed,form,base,button,input,[style],[onload],[onerror]';
      expect(await page.locator(foreign).count()).toBe(0);
      expect(await page.locator('meta[http-equiv]').count()).toBe(1);
      expect(await page.locator('a:not([href^="#"])').count()).toBe(0);
    });

    test('the policy is the second net: it stops what escaping would have missed', async () => {
      const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(html('strong'))?.[0] ?? '';
      // A refresh is the one thing that no policy in a meta element stops.
      const body = vectors.filter((vector) => !vector.includes('http-equiv'));
      await using watched = await openWatched(browser, await shelf.put('policy', bare(policy, body)));
      await watched.page.waitForLoadState('networkidle');
      expect(await watched.page.title()).toBe('report');
      expect(watched.dialogs).toEqual([]);
    });
  });

  test.each(names)(
    '%s: references resolve, and nothing scrolls sideways from 360 to 1,600 pixels',
    async (name) => {
      await using watched = await open(name, 'candidate');
      const { page, requests } = watched;
      expect(await page.evaluate<string[]>(inPage.broken)).toEqual([]);
      await page.evaluate(inPage.openAll);
      for (const width of [360, 1_600]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate<number>(inPage.width)).toBeLessThanOrEqual(width);
      }
      expect(requests).toEqual([]);
    },
  );

  test.each(kinds)('%s: axe finds nothing, in light and in dark', async (name) => {
    await using watched = await open(name);
    const { page } = watched;
    await page.evaluate(inPage.openAll);
    await page.evaluate(axe);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate(inPage.violations('{}'))).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate(inPage.violations("{ runOnly: ['color-contrast'] }"))).toEqual([]);
  });

  test('the keyboard goes through the page in its order, sees where it is, and opens a row', async () => {
    await using watched = await open('ordinary');
    const { page } = watched;
    const focused = () => page.evaluate<{ place: number; text: string; outline: string }>(inPage.focused);
    await page.keyboard.press('Tab');
    let before = await focused();
    expect(before.text).toBe('Skip to the report');
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      const now = await focused();
      expect(now.place).toBeGreaterThan(before.place);
      expect(now.outline).toBe('solid');
      before = now;
    }
    await page.locator('.finding > summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.finding[open]').count()).toBe(1);
  });

  test('a link to a check opens its row', async () => {
    await using watched = await open('ordinary');
    await watched.page.locator('#extremes a').first().click();
    await watched.page.locator('.finding[open] .opened').waitFor({ state: 'visible' });
    expect(await watched.page.locator('.finding[open]').count()).toBe(1);
  });

  test('paper shows all evidence and spells links out', async () => {
    await using watched = await open('ordinary');
    const { page } = watched;
    expect(await page.evaluate<number>(inPage.hidden)).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate<number>(inPage.hidden)).toBe(0);
    expect(await page.evaluate<string>(inPage.firstLink)).toContain(
      'https://github.com/example/churn-take-home/tree/',
    );
    const paper = await page.pdf({ format: 'A4' });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('headings come in order, and landmarks are there once', async () => {
    await using watched = await open('ordinary');
    const levels = await watched.page.evaluate<number[]>(inPage.headings);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true);
    for (const landmark of ['main', 'nav', 'header'])
      expect(await watched.page.locator(landmark).count()).toBe(1);
  });

  test('pictures say in words what they show', async () => {
    await using watched = await open('ordinary');
    const charts = await watched.page.locator('svg[role=img]').all();
    expect(charts.length).toBe(12);
    for (const chart of charts) {
      expect(await chart.locator('> title').textContent()).not.toBe('');
      expect(await chart.locator('> desc').textContent()).toMatch(/\d/);
      expect(await chart.getAttribute('aria-label')).toMatch(/\d/);
    }
  });

  test('JUnit is well-formed XML, whatever it is given', async () => {
    await using watched = await open('strong');
    for (const name of names)
      expect(await watched.page.evaluate(inPage.xmlProblem(renderJunit(samples[name]().grade)))).toBeNull();
  });
});
