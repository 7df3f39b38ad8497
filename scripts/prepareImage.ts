/** Shows what would be sent of an image: one line of JSON; the bytes themselves with --out. For debugging and checks. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { mediaTypeOf } from '../src/core/image/asIs.ts';
import {
  type ImageLimits,
  type PreparedImage,
  type Refusal,
  RefusalError,
  type Step,
} from '../src/core/image/imageTypes.ts';
import { limitsFor, maxFileBytes } from '../src/core/image/limits.ts';
import { createPool } from '../src/core/image/pool.ts';
import { isRefusal, probe } from '../src/core/image/probe.ts';
import { omittedText, refusalText } from '../src/host/ui/refusalText.ts';
import { buildWorker } from './worker.js';

const usage = 'usage: npm run --silent prepare-image -- FILE [--model ID] [--out FILE]';

process.exitCode = await main();

/** 0 when it could be said what happens to the file, sent or refused; 1 without a place for it; 2 without sense. */
async function main(): Promise<number> {
  const request = argumentsOf(process.argv.slice(2));
  if (!request) {
    console.error(usage);
    return 2;
  }
  const { file, model, out } = request;
  const limits = limitsFor({ model, imageCount: 1, detail: 'auto' });
  const bytes = await readImage(file);
  const found = bytes instanceof Uint8Array ? probe(bytes) : undefined;
  const header = found && !isRefusal(found) ? found : {};
  const size = bytes instanceof Uint8Array && { byteLength: bytes.length };
  const outcome = bytes instanceof Uint8Array ? await prepare(bytes, limits) : bytes;
  console.log(JSON.stringify({ file, ...header, ...size, ...report(file, outcome, limits) }));
  return out && !isRefusal(outcome) ? await write(out, outcome.bytes) : 0;
}

async function write(file: string, bytes: Uint8Array): Promise<number> {
  try {
    await writeFile(file, bytes);
    return 0;
  } catch (error) {
    console.error(String(error));
    return 1;
  }
}

function argumentsOf(args: string[]): { file: string; model: string; out?: string } | undefined {
  try {
    const options = {
      model: { type: 'string', default: 'claude-sonnet-5-5' },
      out: { type: 'string' },
    } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, ...rest] = positionals;
    return file && rest.length === 0 ? { file, ...values } : undefined;
  } catch {
    // An option that does not exist: the usage says which do.
    return undefined;
  }
}

async function readImage(file: string): Promise<Uint8Array | Refusal> {
  try {
    const { size } = await stat(file);
    if (size > maxFileBytes) return { reason: 'tooManyBytes', byteLength: size, limit: maxFileBytes };
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'missing' : code === 'EISDIR' ? 'folder' : 'unreadable';
    return { reason, detail: String(error) };
  }
}

async function prepare(bytes: Uint8Array, limits: ImageLimits): Promise<PreparedImage | Refusal> {
  const folder = await mkdtemp(join(tmpdir(), 'prepare-image-'));
  const pool = createPool({ worker: await buildWorker(folder) });
  try {
    return await pool.prepare(bytes, { limits }, new AbortController().signal);
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  } finally {
    pool.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function report(file: string, outcome: PreparedImage | Refusal, limits: ImageLimits): object {
  if (isRefusal(outcome)) return { refusal: { ...outcome, message: refusalText(basename(file), outcome) } };
  const { mediaType, width, height, byteLength, tokens, steps } = outcome;
  const sent = { mediaType, width, height, byteLength, tokens };
  return { steps: steps.map((step) => ({ ...step, why: reasonOf(step, limits) })), sent };
}

function reasonOf(step: Step, { tierSide, tierTokens, maxBase64Bytes }: ImageLimits): string {
  if (step.what === 'converted')
    return mediaTypeOf(step.from) ? 'as legible, and smaller' : `the API takes no ${step.from}`;
  if (step.what === 'oriented') return 'the stored pixels are turned';
  if (step.what === 'recolored') return 'servers take every value for one of sRGB';
  if (step.what === 'omitted') return omittedText(step.parts);
  if (step.what === 'frame') return 'only one picture of a file is seen';
  if (step.what === 'cropped') return 'a part was asked for';
  if (step.what === 'redacted') return 'parts are not to be seen';
  if (step.what === 'resized')
    return `the model sees at most ${tierSide} pixels a side and ${tierTokens} tokens`;
  return step.why === 'bytes' ? `the limit is ${maxBase64Bytes} bytes of base64` : 'the file is damaged';
}
