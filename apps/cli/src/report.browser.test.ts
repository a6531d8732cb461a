import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveStudy } from '@anodelab/server';
import { runStudy } from '@anodelab/study/node';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium && process.env['CI'] === undefined) {
  console.log(`no Chromium at ${executablePath}: the report is not looked at in a browser`);
}

const study = `anodelab: 1
title: Two flash times
samples:
  PCHS-5: { recipe: { flash: 5 min } }
  PCHS-7: { recipe: { flash: 7 min } }
protocols:
  cycling:
    - repeat: 20
      steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V]
figures:
  Capacity: { show: capacity, samples: [PCHS-5, PCHS-7] }
`;

describe.skipIf(!hasChromium && process.env['CI'] === undefined)('the report in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anodelab-report-'));
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'study.yaml'), study);
    await runStudy(join(folder, 'study.yaml'));
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('served under its content security policy it loads without a complaint and shows the figure', async () => {
    const server = await serveStudy(join(folder, 'out'), 0);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.goto(server.url);
    expect(await page.title()).toContain('Two flash times');
    const figure = page.locator('svg').first();
    expect((await figure.boundingBox())?.width).toBeGreaterThan(200);
    expect(await figure.textContent()).toContain('Delithiation capacity');
    expect(complaints).toEqual([]);
    await page.close();
    await server.close();
  });

  test('opened as a file it asks for nothing else, has one main heading, and every figure and table a name', async () => {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${join(folder, 'out/report.html')}`);
    expect(asked).toHaveLength(1);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('table:not(:has(caption))').count()).toBe(0);
    expect(await page.locator('svg:not([aria-hidden]):not(:has(> title))').count()).toBe(0);
    await page.close();
  });

  test('prints to a PDF of some pages, and no line runs off a narrow screen', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.goto(`file://${join(folder, 'out/report.html')}`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });
});
