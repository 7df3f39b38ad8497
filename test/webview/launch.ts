import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

export async function launchBrowser(): Promise<Browser> {
  const args =
    '--headless=shell --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
  return playwright.launch({ executablePath: await chromium.executablePath(), args: args.split(' ') });
}
