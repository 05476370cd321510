import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {dataOf, openBrowser, openReport, pageFile, screenshots} from './browser.mjs';
import {hasColors} from './png_colors.mjs';

let browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// Runs `look` on the page of a report, which must neither complain nor ask for anything.
async function withReport(name, look) {
  const {page, complaints, requests} = await openReport(browser.context, name);
  await look(page);
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests, []);
  await page.close();
}

const reportOf = (name) =>
  JSON.parse(readFileSync(join(process.env.TIDEMARK_PAGE_WORK, `${name}.json`), 'utf8'));
// A size as the page writes it.
const mebibytes = (bytes) => new RegExp(`${(bytes / 2 ** 20).toFixed(1).replace('.', '\\.')}\\sMiB`);
const texts = (page, selector) => page.locator(selector).allInnerTexts();
// Charts are drawn anew in the frame after they were resized.
async function resize(page, width, height) {
  await page.setViewportSize({width, height});
  await page.waitForFunction((expected) => innerWidth === expected, width);
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

const widthOf = (page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a page is small and opens', async (t) => {
  assert.ok(statSync(pageFile('b18')).size <= 1 << 20);
  await withReport('b18', async (page) => {
    const loaded = await page.evaluate(
      () => performance.getEntriesByType('navigation')[0].loadEventEnd,
    );
    t.diagnostic(`${statSync(pageFile('b18')).size} bytes, loaded after ${Math.round(loaded)} ms`);
    assert.match(await page.title(), /^b18: b18c384nbt/);
  });
});

test('all parts of a measured report are there', async () => {
  await withReport('b18', async (page) => {
    assert.equal(await page.locator('h1').innerText(), 'b18');
    const {environment, checks, runs} = reportOf('b18');
    const commit = environment.git_commit.slice(0, 12);
    assert.ok((await page.locator('.facts').innerText()).includes(commit));
    const passed = checks.filter((check) => check.status === 'pass').length;
    assert.equal(passed, checks.length, 'a baseline has no failed check');
    assert.equal(
      await page.locator('#verdict h2').innerText(),
      `All ${passed}\u00a0checks passed`,
    );
    assert.ok(
      (await page.locator('#verdict .counts').innerText()).includes(`${passed} passed, 0 failed`),
    );
    assert.equal(await page.locator('.bar-row').count(), runs.length);
    const peaks = runs.map((run) => run.summary.peak_rss_bytes.median);
    const last = runs.length - 1;
    const bar = (await texts(page, '.bar-row'))[last];
    assert.match(bar, mebibytes(peaks[last]));
    assert.match(bar, mebibytes(peaks[0] - peaks[last]));
    assert.match(bar, /95\s%: \u2212/);
    assert.equal(await page.locator('.curve').count(), runs.length);
    assert.equal(await page.locator('.lane').count(), runs.length);
    assert.match(await page.locator('.lanes').innerHTML(), /convert/);
    assert.match(await page.locator('#timeline .lead').innerText(), /whose peak is the median/);
    assert.equal(await page.locator('.parity-group').count(), 1);
    assert.match(await page.locator('#parity').innerText(), /Closest margin: Winrate, 99th/);
    assert.equal(await page.locator('#parity tbody tr').count(), 9);
    assert.equal(await page.locator('.treemap-cell').count(), reportOf('b18').model.layers.length);
  });
});

test('a report that is older than the treemap says so', async () => {
  await withReport('older', async (page) => {
    assert.equal(await page.locator('.treemap-cell').count(), 0);
    assert.match(await page.locator('#weights').innerText(), /made before reports recorded/);
  });
});

test('all parts of the hand-made report are there, failures first', async () => {
  await withReport('hand_made', async (page) => {
    assert.equal(await page.locator('#verdict h2').innerText(), '1 of 3\u00a0checks failed');
    assert.match((await texts(page, '.notes li'))[0], /every process of off\/ane.*1 crashed/s);
    assert.match((await texts(page, '.is-warnings li'))[1], /off\/ane 1 of 2 processes crashed/);
    await page.locator('#verdict summary').click();
    assert.match((await texts(page, '#verdict tbody tr'))[0], /failed/);
    assert.match((await texts(page, '.bar-row'))[1], /\u2212480\.0\sMiB \(\u221280\.0\s%\)/);
    assert.equal(await page.locator('.curve').count(), 2);
    assert.match(await page.locator('#parity').innerText(), /Past KataGo.s limits.*infinite/s);
    assert.match(await page.locator('#parity .reasons').innerText(), /off\/ane a sample crashed/);
    assert.equal(await page.locator('.treemap-cell').count(), 2);
    await page.locator('#weights summary').click();
    assert.match((await texts(page, '#weights tbody tr'))[0], /96\.0\sMiB\s+96\.00\s%/);
  });
});

test('no text of a report becomes markup', async () => {
  await withReport('hostile', async (page) => {
    assert.equal(await page.evaluate(() => window.escaped), undefined);
    assert.equal(await page.locator('img').count(), 0);
    const {description} = dataOf('hostile').scenario;
    assert.match(description, /^<\/script><script>/);
    assert.equal(await page.locator('.overview .lead').textContent(), description);
    assert.equal(await page.locator('script').count(), 2);
  });
});

test('the page cannot use the network', async () => {
  const {page, complaints} = await openReport(browser.context, 'hand_made');
  const answer = await page.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  assert.equal(answer, 'refused');
  assert.match(complaints.join(), /Content Security Policy/);
  await page.close();
});

test('the figure is chosen by pointer or keyboard', async () => {
  await withReport('b18', async (page) => {
    await page.getByLabel('Steady anonymous', {exact: true}).check();
    const {summary} = reportOf('b18').runs[5];
    assert.match((await texts(page, '.bar-row'))[5], mebibytes(summary.steady_anon_bytes.median));
    await page.keyboard.press('ArrowRight');
    assert.ok(await page.getByLabel('Conversion peak', {exact: true}).isChecked());
    assert.match(
      (await texts(page, '.bar-row'))[5],
      mebibytes(summary.conversion_peak_rss_bytes.median),
    );
  });
});

test('pointing at the timeline tells time, memory and phase', async () => {
  await withReport('b18', async (page) => {
    const plot = page.locator('.plot');
    const tooltip = page.locator('.plot .tooltip');
    assert.ok(await tooltip.isHidden());
    await plot.hover({position: {x: 640, y: 120}});
    assert.ok(await tooltip.isVisible());
    assert.match(
      await tooltip.innerText(),
      /at \d\.\d\d\ss.*RSS.*Anonymous.*off\s+[\d.]+\sMiB\s+[\d.]+\sMiB\s+evaluate/s,
    );
    await page.mouse.move(5, 5);
    assert.ok(await tooltip.isHidden());
  });
});

test('runs are hidden and shown', async () => {
  await withReport('b18', async (page) => {
    const toggle = page.locator('.toggle', {hasText: 'off/ane'}).locator('input');
    const scale = async () => (await texts(page, '.axes text')).join(' ');
    const before = await scale();
    await toggle.uncheck();
    assert.equal(await page.locator('.curve').count(), 5);
    assert.equal(await page.locator('.curve[data-run="off/ane"]').count(), 0);
    assert.notEqual(await scale(), before);
    await toggle.focus();
    await page.keyboard.press('Space');
    assert.equal(await page.locator('.curve[data-run="off/ane"]').count(), 1);
    await page.getByRole('button', {name: 'None'}).click();
    assert.equal(await page.locator('.curve').count(), 0);
    await page.getByRole('button', {name: 'All'}).click();
    assert.equal(await page.locator('.curve').count(), 6);
    await page.getByLabel('Until opened').check();
    assert.doesNotMatch(await scale(), /\b5\ss/);
  });
});

test('everything is reached and worked by keyboard, with visible focus', async () => {
  await withReport('hand_made', async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    const reached = new Set();
    for (let i = 0; i < 60; ++i) {
      await page.keyboard.press('Tab');
      const [name, outlined] = await page.evaluate(() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const mark = element.matches('.choice-option input') ? element.nextElementSibling : element;
        const cell = element.querySelector(':scope > rect');
        const seen =
          getComputedStyle(mark).outlineStyle !== 'none' ||
          (cell !== null && getComputedStyle(cell).stroke !== 'none');
        return [element.getAttribute('class') ?? element.localName, seen || style.outlineStyle];
      });
      if (name === 'body') break;
      reached.add(name.split(' ')[0]);
      assert.ok(outlined === true, `${name} shows no focus`);
    }
    for (const name of ['a', 'input', 'summary', 'small', 'plot', 'scroll', 'treemap-cell']) {
      assert.ok(reached.has(name), `${name} was not reached: ${[...reached]}`);
    }
    const plot = page.locator('.plot');
    await plot.focus();
    await page.keyboard.press('End');
    assert.match(await plot.getAttribute('aria-valuetext'), /seed\/ane 120\.0\sMiB/);
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('.plot .tooltip').isHidden());
    await page.locator('.treemap-cell[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.match(label, /policy_head.*4\.0\sMiB/);
    assert.match(await page.locator('.treemap-frame .tooltip').innerText(), /policy_head/);
  });
});

test('every control has a name', async () => {
  await withReport('hand_made', async (page) => {
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('input, button, [tabindex], summary, section, nav, fieldset')]
        .filter((element) => {
          const labelled = element.getAttribute('aria-labelledby');
          const text =
            element.getAttribute('aria-label') ??
            (labelled && document.getElementById(labelled)?.textContent) ??
            element.closest('label')?.textContent ??
            element.textContent;
          return !text?.trim();
        })
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(nameless, []);
  });
});

test('colours follow the system, and the switch', async () => {
  await withReport('hand_made', async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await page.emulateMedia({colorScheme: 'dark'});
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.getByLabel('Light').check();
    assert.equal(await paper(), light);
    await page.reload();
    assert.equal(await paper(), light, 'the choice is remembered');
    await page.getByLabel('Auto').check();
    assert.equal(await paper(), dark);
    await page.emulateMedia({colorScheme: 'light'});
    await page.getByLabel('Dark').check();
    assert.equal(await paper(), dark);
    await page.emulateMedia({media: 'print'});
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
      'light');
    await page.emulateMedia({media: 'screen'});
    await page.getByLabel('Auto').check();
  });
});

test('a phone shows it without scrolling sideways', async () => {
  for (const name of ['b18', 'hand_made', 'hostile']) {
    await withReport(name, async (page) => {
      await resize(page, 360, 740);
      for (const summary of await page.locator('summary').all()) await summary.click();
      assert.equal(await widthOf(page), 360, name);
      await page.locator('.plot').scrollIntoViewIfNeeded();
      await page.locator('.plot').hover({position: {x: 200, y: 100}});
      assert.equal(await widthOf(page), 360, name);
    });
  }
});

test('screenshots are not blank', async () => {
  for (const name of ['b18', 'hand_made']) {
    await withReport(name, async (page) => {
      for (const [look, width, colorScheme] of [
        ['light', 1280, 'light'],
        ['dark', 1280, 'dark'],
        ['phone', 360, 'light'],
      ]) {
        await page.emulateMedia({colorScheme});
        await resize(page, width, 900);
        const path = join(screenshots, `${name}-${look}.png`);
        const image = await page.screenshot({path, fullPage: true});
        assert.ok(hasColors(image, 50), path);
      }
    });
  }
});
