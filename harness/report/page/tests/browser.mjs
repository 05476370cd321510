// A browser of its own for each test file, with nothing kept from an earlier one.

import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// For a machine that is busy with other things.
const PATIENCE_MS = 180_000;

export const work = process.env.TIDEMARK_PAGE_WORK;
export const screenshots = process.env.TIDEMARK_PAGE_SHOTS;

export async function openBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'tidemark-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.TIDEMARK_CHROMIUM,
    headless: true,
    args: FLAGS,
    viewport: {width: 1280, height: 900},
    colorScheme: 'light',
    timeout: PATIENCE_MS,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, {recursive: true, force: true});
    },
  };
}

export function pageFile(name) {
  return join(work, `${name}.html`);
}

export function dataOf(name) {
  const html = readFileSync(pageFile(name), 'utf8');
  return JSON.parse(html.match(/<script type="application\/json" id="report">(.*?)<\/script>/s)[1]);
}

// The page of a report, and what it complained about or asked the network for.
export async function openReport(context, name) {
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const url = pathToFileURL(pageFile(name)).href;
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) requests.push(request.url());
  });
  await page.goto(url);
  return {page, complaints, requests};
}
