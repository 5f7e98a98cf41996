// The HTML report as its readers meet it.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { look, seen, start, stop } from './browser.mjs';

before(start);
after(stop);

const openFindings = (page) => page.locator('details.find[open]').count();
const visible = (page, selector) => page.locator(selector).filter({ visible: true }).count();

test('opens with the verdict, then the failures', () =>
  look('small', {}, async (page) => {
    assert.equal(await page.title(), 'Failed · Bookshop');
    assert.match(await page.locator('#verdict').innerText(), /Failed\s+3 rules broken in 3 of 7 cases\./);
    const tops = await page.locator('main > section').evaluateAll((those) => those.map((each) => each.id));
    assert.deepEqual(tops, ['failures', 'undecided', 'warnings', 'notes', 'coverage', 'latency', 'not-judged', 'cases', 'run']);
    assert.ok(await visible(page, '#failures .pair') > 0);
  }));

test('says so when everything is kept', () =>
  look('clean', {}, async (page) => {
    assert.equal(await page.title(), 'Passed · Bookshop');
    assert.equal(await page.locator('#failures').count(), 0);
    assert.equal(await page.locator('#coverage').count(), 1);
  }));

test('fits the width of a telephone', async () => {
  for (const name of ['clustered', 'held', 'hostile', 'crowded'])
    for (const width of [400, 1280])
      await look(name, { width }, async (page) => {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${name} at ${width}`);
      });
});

test('finds by words and says how many', () =>
  look('small', {}, async (page) => {
    await page.keyboard.press('/');
    await page.keyboard.type('cover 204');
    await page.waitForFunction(() => document.querySelector('.found').textContent !== '');
    assert.equal(await page.locator('.found').innerText(), '1 finding and 1 case in the list');
    assert.equal(await page.locator('.found').getAttribute('role'), 'status');
    assert.equal(await visible(page, '.find'), 1);
    assert.match(page.url(), /#\?query=cover\+204$/);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.found').innerText(), '');
    assert.ok(await visible(page, '.find') > 1);
    assert.equal(await visible(page, '#coverage'), 1);
  }));

test('filters by outcome, rule, operation and weight', () =>
  look('small', {}, async (page) => {
    const count = async (field, label) => {
      await page.locator('#clear').click();
      await page.locator('#' + field).selectOption({ label });
      return page.locator('.found').innerText();
    };
    assert.equal(await count('outcome', 'Undecided'), '1 finding and 1 case in the list');
    assert.equal(await count('outcome', 'Passed'), '2 findings and 2 cases in the list');
    assert.equal(await count('rule', 'http/405-lists-allow'), '1 finding and 1 case in the list');
    assert.equal(await count('operation', 'DELETE /orders/{id}'), '2 findings and 1 case in the list');
    assert.equal(await count('weight', 'Warnings'), '1 finding and 1 case in the list');
    await page.locator('#outcome').selectOption('passed');
    assert.equal(await page.locator('.found').innerText(), '1 finding and 0 cases in the list');
    await page.locator('#rule').selectOption('http/405-lists-allow');
    assert.equal(await page.locator('.found').innerText(), 'Nothing fits.');
  }));

test('opens a finding by mouse and by keys', () =>
  look('clustered', {}, async (page) => {
    const summary = page.locator('#failures .find:not([open]) > summary').first();
    const before = await openFindings(page);
    await summary.click();
    assert.equal(await openFindings(page), before + 1);
    await page.reload();
    await page.keyboard.press('j');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'summary');
    await page.keyboard.press('Enter');
    assert.equal(await openFindings(page), before - 1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Escape');
    assert.equal(await openFindings(page), before - 1);
    await page.keyboard.press('?');
    assert.equal(await page.locator('#keys').evaluate((keys) => keys.open), true);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#keys').evaluate((keys) => keys.open), false);
  }));

test('shows a message as text and in hexadecimal, the bytes marked', () =>
  look('small', {}, async (page) => {
    const message = page.locator('#failures .message', { has: page.locator('mark') }).filter({ visible: true }).first();
    assert.equal(await message.locator('.as-text').isVisible(), true);
    assert.equal(await message.locator('.as-hex').isVisible(), false);
    await message.getByText('Hex').click();
    assert.equal(await message.locator('.as-text').isVisible(), false);
    assert.match(await message.locator('.as-hex').innerText(), /^000000 {2}48 54 54 50/);
    assert.ok(await message.locator('.as-hex mark').count() > 0);
  }));

/// The first finding that has a Hurl file, opened.
const openedCommands = async (page) => {
  const finding = page.locator('.find', { has: page.locator('.hurl') }).first();
  await finding.evaluate((each) => { each.open = true; });
  return finding.locator('.again', { has: page.locator('.hurl') }).first();
};

test('copies the commands', () =>
  look('clustered', {}, async (page) => {
    const again = await openedCommands(page);
    await again.getByText('Copy curl').click();
    await again.getByText('Copy Hurl').click();
    await page.waitForFunction(() => globalThis.copied.length === 2);
    const copied = await page.evaluate(() => globalThis.copied);
    assert.match(copied[0], /^curl -i -X GET .*http:\/\/127\.0\.0\.1:8080\/v1\/books\?q=a$/);
    assert.equal(copied[1], 'GET http://127.0.0.1:8080/v1/books?q=a\nAccept: */*\n');
  }));

test('selects the command where copying is refused', () =>
  look('clustered', { clipboard: 'refuses' }, async (page) => {
    const again = await openedCommands(page);
    await again.getByText('Copy Hurl').click();
    await again.getByText('Selected').waitFor();
    assert.match(await page.evaluate(() => String(getSelection())), /^GET http:\/\/127\.0\.0\.1:8080\/v1\/books\?q=a/);
  }));

test('leads by its address to a rule, a finding, a case', () =>
  look('small', { hash: '#rule-http/content-has-type' }, async (page) => {
    const inView = (id) => page.evaluate((name) => {
      const box = document.getElementById(name).getBoundingClientRect();
      return box.height > 0 && box.top >= 0 && box.top < innerHeight;
    }, id);
    assert.equal(await inView('rule-http/content-has-type'), true, 'a folded warning');
    const row = await page.locator('.cases .failed').first().getAttribute('id');
    await page.evaluate((id) => { location.hash = id; }, row);
    await page.locator('.aim').waitFor();
    assert.equal(await inView(row), true, 'a folded case');
    const finding = await page.locator('.find').last().getAttribute('id');
    await page.evaluate((id) => { location.hash = id; }, finding);
    await page.waitForFunction((id) => document.getElementById(id).open, finding);
    assert.equal(await inView(finding), true, 'a folded finding');
  }));

test('keeps the filters in its address', () =>
  look('small', { hash: '#rule-http/405-lists-allow?weight=fail&operation=5' }, async (page) => {
    assert.equal(await page.locator('#weight').inputValue(), 'fail');
    assert.equal(await page.locator('.found').innerText(), '1 finding and 1 case in the list');
    await page.locator('#weight').selectOption('');
    assert.match(page.url(), /#rule-http\/405-lists-allow\?operation=5$/);
  }));

test('takes any address', async () => {
  for (const hash of ['#%', '#?outcome=nothing&weight=%00', '#constructor', '#<img src=x onerror=alert(1)>', '#keys?query=%3Cscript%3E'])
    await look('small', { hash }, async (page) => assert.equal(await page.locator('#failures').count(), 1));
});

test('is dark where the reader is, and on demand', async () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const shades = [];
  for (const theme of ['light', 'dark'])
    await look('small', { theme }, async (page) => {
      shades.push(await paper(page));
      await page.locator('#theme').click();
      shades.push(await paper(page));
      await page.reload();
      shades.push(await paper(page));
    });
  const [light, dark] = shades;
  assert.notEqual(light, dark);
  assert.deepEqual(shades, [light, dark, dark, dark, light, light]);
});

test('prints what matters, opened, without buttons', () =>
  look('clustered', {}, async (page) => {
    const hidden = await page.locator('#failures .find:not([open]) .pair').count();
    assert.ok(hidden > 0);
    await page.emulateMedia({ media: 'print' });
    const pairs = page.locator('#failures .find .body > .pair');
    assert.equal(await visible(page, '#failures .find .body > .pair'), await pairs.count());
    for (const gone of ['button', 'nav', '.tools', 'input', 'select']) assert.equal(await visible(page, gone), 0, gone);
    assert.equal(await visible(page, '.as-hex'), 0);
    assert.ok((await page.pdf({ format: 'A4' })).length > 20_000);
  }));

test('reads well without JavaScript', () =>
  look('clustered', { js: false }, async (page) => {
    for (const gone of ['button', '.tools', 'dialog']) assert.equal(await visible(page, gone), 0, gone);
    const closed = page.locator('#failures .find:not([open]) > summary').first();
    await closed.click();
    await page.locator('#warnings > .fold > summary').click();
    assert.ok(await visible(page, '#warnings .find') > 0);
    await page.locator('#cases .group > summary').first().click();
    assert.ok(await visible(page, '#cases tbody tr') > 0);
    const message = page.locator('.message').filter({ visible: true }).last();
    await message.getByText('Hex').click();
    assert.equal(await message.locator('.as-hex').isVisible(), true);
    await page.locator('nav a[href="#rule-http/405-lists-allow"]').click();
    assert.match(page.url(), /#rule-http\/405-lists-allow$/);
  }));

test('keeps the planted scripts of a hostile run inert', async () => {
  for (const js of [true, false])
    await look('hostile', { js }, async (page) => {
      assert.match(await page.title(), /^Failed · <\/script>/);
      assert.deepEqual(await page.evaluate(() => [
        document.scripts.length,
        document.querySelectorAll('img, iframe, object, embed, base, form').length,
        [...document.querySelectorAll('*')].filter((each) => [...each.attributes].some((one) => one.name.startsWith('on'))).length,
        [...document.querySelectorAll('[href]')].filter((each) => !/^(#|https:\/\/www\.rfc-editor\.org\/|data:image\/svg)/.test(each.getAttribute('href'))).length,
      ]), [1, 0, 0, 0]);
      if (!js) return;
      for (const summary of await page.locator('summary').all()) await summary.evaluate((each) => each.click());
      await page.locator('#query').fill('<img src=x onerror=alert(1)>');
      await page.evaluate(() => document.querySelectorAll('button.copy').forEach((each) => each.click()));
      for (const field of ['rule', 'operation']) await page.locator('#' + field).selectOption({ index: 1 });
      assert.equal(await page.locator('img').count(), 0);
      assert.match(await page.title(), /^Failed/);
    });
});

test('opens ten thousand cases at once', async () => {
  const megabytes = statSync('crowded.html').size / 2 ** 20;
  assert.ok(megabytes < 10, `${megabytes} MB`);
  await look('crowded', {}, async (page) => {
    const [interactive, painted] = await page.evaluate(() => [
      performance.getEntriesByType('navigation')[0].domInteractive,
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    ]);
    assert.equal(await page.locator('.cases tbody tr').count(), 10_000);
    const began = performance.now();
    await page.locator('#query').fill('minimum');
    await page.waitForFunction(() => document.querySelector('.found').textContent !== '');
    const searched = performance.now() - began;
    assert.match(await page.locator('.found').innerText(), /\d+ findings and 1667 cases in the list/);
    console.log(`10,000 cases: ${megabytes.toFixed(1)} MB, painted after ${painted.toFixed(0)} ms, ` +
      `whole after ${interactive.toFixed(0)} ms, searched in ${searched.toFixed(0)} ms`);
  });
});

// Only what axe calls serious or critical would have to be mended; there is nothing at all.
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const expectAccessible = async (page, what) => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const told = violations.map((each) => `${each.impact} ${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(told, [], what);
};

test('is accessible as it opens, opened everywhere, and with the list of keys', async () => {
  for (const [name, theme] of [['clustered', 'light'], ['held', 'dark'], ['clean', 'dark']])
    await look(name, { theme }, (page) => expectAccessible(page, `${name}, ${theme}`));
  for (const theme of ['light', 'dark'])
    await look('held', { theme }, async (page) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
      await page.evaluate(() => document.querySelectorAll('#failures .pick-hex').forEach((each) => { each.checked = true; }));
      await expectAccessible(page, `${theme}, opened`);
    });
  await look('small', {}, async (page) => {
    await page.locator('#help').click();
    await expectAccessible(page, 'keys');
  });
});

test('is accessible without JavaScript and on a telephone', async () => {
  // As a browser without JavaScript shows it; axe itself needs some.
  writeFileSync('scriptless.html', readFileSync('clustered.html', 'utf8').replace(/<script>[^]*<\/script>/, ''));
  for (const width of [400, 1280]) await look('scriptless', { width }, (page) => expectAccessible(page, `without script, ${width}`));
  await look('small', { width: 400 }, (page) => expectAccessible(page, 'narrow'));
});

test('tells the kinds of coverage apart by sign and word', () =>
  look('small', {}, async (page) => {
    const chips = (await page.locator('.matrix .seen').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
    assert.ok(chips.includes('✓ 200 seen'));
    assert.ok(chips.includes('✗ 405 seen, failing'));
    assert.ok(chips.includes('○ 404 never seen'));
    assert.ok(chips.includes('! 500 not documented'));
    assert.deepEqual((await seen(page, '.legend li')).length, 4);
  }));

test('puts what is new before what a baseline knows', () =>
  look('held', {}, async (page) => {
    assert.equal((await page.locator('.held').innerText()).replace(/\s+/g, ' '), 'Against conform-baseline.json 2 new 1 known 1 no longer occurring');
    const tops = await page.locator('main > section').evaluateAll((those) => those.map((each) => each.id));
    assert.deepEqual(tops.slice(0, 5), ['failures', 'undecided', 'gone', 'known', 'warnings']);
    assert.equal(await visible(page, '#known .find'), 0, 'folded');
    await page.locator('#age').selectOption('known');
    assert.equal(await page.locator('.found').innerText(), '1 finding and 1 case in the list');
    assert.equal(await visible(page, '#known .find'), 1);
    await page.locator('#age').selectOption('new');
    assert.equal(await page.locator('.found').innerText(), '4 findings and 3 cases in the list');
    await page.locator('#clear').click();
    await page.locator('#gone summary').first().click();
    assert.match(await page.locator('#gone').innerText(), /GET\s+\/books\s+http\/content-has-type/);
  }));
