import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { cached } from './cache.ts';
import { run } from './command.ts';
import { installFonts } from './fonts.ts';

/**
 * Starts a headless browser: the one named by ASK_CLAUDE_BROWSER, else on Linux the Chromium that comes in an
 * npm package, with the libraries and fonts that a bare machine lacks, else an installed Chrome or Edge.
 */
export async function launchBrowser(): Promise<Browser> {
  const chosen = process.env['ASK_CLAUDE_BROWSER'];
  if (chosen) return chromium.launch({ executablePath: chosen, args: quiet });
  if (process.platform === 'linux' && process.arch === 'x64') return chromium.launch(await packaged());
  try {
    return await chromium.launch({ channel: 'chrome', args: quiet });
  } catch {
    // No Chrome here; what Edge answers is the error to show.
    return chromium.launch({ channel: 'msedge', args: quiet });
  }
}

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

async function packaged(): Promise<LaunchOptions> {
  const folder = await cached('chromium-147.0.0', unpackChromium);
  return {
    executablePath: join(folder, 'chromium'),
    args: [...quiet, '--headless=shell', '--no-sandbox', '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'lib'),
      FONTCONFIG_FILE: await installFonts(),
    },
  };
}

/**
 * The package can unpack itself, but into fixed places of the temporary folder, where it takes a half-written
 * file of another run for a finished one.
 */
async function unpackChromium(draft: string): Promise<void> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const source = join(dirname(main), '..', '..', 'bin');
  await unbrotli(join(source, 'chromium.br'), join(draft, 'chromium'), 0o755);
  for (const name of ['al2023.tar', 'swiftshader.tar']) {
    const archive = join(draft, name);
    await unbrotli(join(source, `${name}.br`), archive, 0o644);
    await run('tar', ['-xf', name, '--no-same-owner'], draft);
    await rm(archive);
  }
}

function unbrotli(source: string, target: string, mode: number): Promise<void> {
  return pipeline(
    createReadStream(source),
    createBrotliDecompress({ chunkSize: 2 ** 20 }),
    createWriteStream(target, { mode }),
  );
}
