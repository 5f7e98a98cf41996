// A headless Chromium that watches a report closely.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

let browser = null;

export const start = async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
};
export const stop = () => browser.close();

/// Opens `NAME.html` of this folder. What the page must never do is collected in `wrongs`: talk to a network, open a
/// dialog, complain on the console.
export const open = async (name, { hash = '', js = true, theme = 'light', width = 1280, clipboard = 'works' } = {}) => {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    javaScriptEnabled: js,
    reducedMotion: 'reduce',
  });
  const wrongs = [];
  const file = pathToFileURL(name + '.html').href;
  const page = await context.newPage();
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== file && !url.startsWith('data:')) wrongs.push('request: ' + url);
  });
  page.on('dialog', (dialog) => {
    wrongs.push('dialog: ' + dialog.message());
    dialog.dismiss();
  });
  page.on('console', (message) => wrongs.push('console: ' + message.text()));
  page.on('pageerror', (error) => wrongs.push('error: ' + error.message));
  context.on('page', (other) => wrongs.push('another page: ' + other.url()));
  page.setDefaultTimeout(15_000);
  await page.addInitScript((works) => {
    globalThis.copied = [];
    const writeText = works ? async (text) => { globalThis.copied.push(text); } : () => Promise.reject(new Error('refused'));
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
  }, clipboard === 'works');
  await page.goto(file + hash);
  return { page, context, wrongs };
};

/// Opens, looks, and closes; fails when the page did what it must never do.
export const look = async (name, options, see) => {
  const { page, context, wrongs } = await open(name, options);
  try {
    await see(page);
    assert.deepEqual(wrongs, []);
  } finally {
    await context.close();
  }
};

/// The texts of what can be seen of these elements.
export const seen = (page, selector) =>
  page.locator(selector).filter({ visible: true }).allInnerTexts().then((texts) => texts.map((text) => text.trim()));
