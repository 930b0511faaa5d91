import { type Browser, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../harness/engine/apt.ts';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The Chromium of this machine. Guard suites with `lacks('chromium')`: absent, this throws. */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = await findProgram('chromium');
  if (executablePath === null) throw new Error('Chromium is not installed: apt-get install chromium');
  return chromium.launch({ executablePath, args: flags });
};

/** What a page did while it was open, apart from loading itself. */
export type Watched = AsyncDisposable & {
  readonly page: Page;
  readonly requests: string[];
  readonly dialogs: string[];
};

/** Opens a file and writes down every request that is not the file itself, and every dialog. */
export const openWatched = async (browser: Browser, file: URL): Promise<Watched> => {
  const page = await browser.newPage();
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== file.href) requests.push(request.url());
  });
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  await page.goto(file.href);
  return { page, requests, dialogs, [Symbol.asyncDispose]: () => page.close() };
};
