import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { findImages } from '../../../src/core/docs/find.ts';
import type { DocumentSyntax } from '../../../src/core/docs/imageReference.ts';
import { grown, type Hostile, hostile } from './hostileDocuments.ts';

/** Repetitions, and how much longer than for the first a linear parser may take for 16 times as many. */
const few = 400;
const many = 16 * few;
const limit = 24;
/** Milliseconds below which a time says nothing. */
const floor = 2;

describe('the time to read a document', () => {
  // Mocha keeps whole stacks, so that an error of a parser costs as much as the document is deep.
  const { stackTraceLimit } = Error;
  before(() => {
    Error.stackTraceLimit = 10;
  });
  after(() => {
    Error.stackTraceLimit = stackTraceLimit;
  });

  for (const [syntax, texts] of Object.entries(hostile) as [DocumentSyntax, Hostile[]][]) {
    it(`grows no faster than a hostile document in ${syntax}`, async function () {
      this.timeout(300_000);
      for (const text of texts) await assertLinear(text, syntax);
    });
  }
});

/** Collecting garbage takes its time now and then, so a slow reading is only believed when it comes again. */
async function assertLinear(text: Hostile, syntax: DocumentSyntax): Promise<void> {
  const times: string[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const short = await time(grown(text, few), syntax);
    const long = await time(grown(text, many), syntax);
    if (long <= limit * Math.max(short, floor)) return;
    times.push(`${short.toFixed(1)} ms, then ${long.toFixed(1)} ms`);
  }
  assert.fail(`${syntax} ${grown(text, 2)}: ${times.join('; ')}`);
}

/** Milliseconds of this process: those of other programs do not count. */
async function time(text: string, syntax: DocumentSyntax): Promise<number> {
  const start = process.cpuUsage();
  await findImages(text, syntax);
  return process.cpuUsage(start).user / 1000;
}
