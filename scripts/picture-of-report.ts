import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * `npm run picture`: the report of the sample videos as the README shows it, docs/images/report.png. Needs
 * out/samples.html (scripts/demo.sh) and Debian's chromium.
 */
const REPORT = 'out/samples.html';
const PICTURE = 'docs/images/report.png';
const WIDTH = 1120;
/** The video whose title contradicts its picture: it has something of everything. */
const SHOWN = /running shoes|scarpe/i;

await access(REPORT).catch(() => {
  throw new Error(`${REPORT}: not there; expected the report that scripts/demo.sh writes`);
});
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  await page.goto(pathToFileURL(REPORT).href);
  await page.locator('article', { hasText: SHOWN }).first().screenshot({ path: PICTURE });
  process.stdout.write(`${PICTURE}\n`);
} finally {
  await browser.close();
}
