import assert from 'node:assert/strict';
import { createBatches } from '../../../../src/core/api/batches.ts';
import type { Api } from '../../../../src/core/api/connect.ts';
import { batchShare, cost } from '../../../../src/core/api/models/prices.ts';
import { parseAltAnswer } from '../../../../src/core/docs/altText/altAnswer.ts';
import type { BatchEngine } from '../../../../src/core/docs/batch/batchEngine.ts';
import { submitRows } from '../../../../src/core/docs/batch/submitRows.ts';
import {
  advanceReview,
  type Review,
  type ReviewEvent,
  type ReviewRow,
} from '../../../../src/core/docs/review/review.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Accepted } from '../../../emulator/request.ts';
import { image, on, question, text } from '../../api/harness.ts';
import { png } from '../../emulator/pictures.ts';

/** A review that is answered by batches, as a window holds it. */
export interface Window {
  readonly review: Review;
  readonly events: readonly ReviewEvent[];
  readonly said: readonly string[];
  readonly engine: BatchEngine;
}

const picture = png(40, 40);

export function rowsOf(count: number): readonly ReviewRow[] {
  return Array.from({ length: count }, (_, index) => row(`row-${index}`));
}

export function row(id: string): ReviewRow {
  return {
    ...{ id, document: 'file:///a.md', image: { name: `${id}.png` }, headings: [] },
    place: { source: `${id}.png`, occurrence: 0, start: 0, line: 0 },
    context: { before: '', after: '' },
    current: { state: 'empty', text: '' },
    ...{ status: 'waiting', text: '', decorative: false, decision: 'open' },
  };
}

export function reviewOf(rows: readonly ReviewRow[]): Review {
  return { id: 'r', title: 'Docs', created: 1, rows, spent: 0 };
}

interface WindowOptions {
  readonly engine?: Partial<BatchEngine>;
  /** Lines that go along with the question about a row. */
  readonly asks?: Readonly<Record<string, string>>;
  /** Told of each event after it was kept. */
  readonly heard?: (event: ReviewEvent) => void;
}

/** Opens a review: all that is known of its batches stands in it. */
export function openWindow(
  api: Api,
  start: Review,
  { engine, asks = {}, heard }: WindowOptions = {},
): Window {
  const events: ReviewEvent[] = [];
  const said: string[] = [];
  let review = start;
  const whole: BatchEngine = {
    api,
    review: () => review,
    dispatch: (event) => {
      review = advanceReview(review, event);
      events.push(event);
      heard?.(event);
    },
    tasks: async (rows) =>
      rows.map(({ id }) => ({
        ...{ row: id, key: id },
        build: async () => question(image(picture), text(`The place of ${id}.\n${asks[id] ?? ''}`)),
      })),
    readAnswer: async (answer) => parseAltAnswer(answer, 150),
    usd: (model, usage) => (cost(model, usage) ?? 0) * batchShare,
    words: {
      failed: (name, { kind }) => `${name}: ${kind}`,
      leftOut: (name, error) => (error instanceof RangeError ? `${name}: ${error.message}` : undefined),
      expired: (name) => `${name}: expired twice`,
      unanswered: (name) => `${name}: no answer`,
    },
    pause: () => 0.001,
    log: (line) => said.push(line),
    ...engine,
  };
  return {
    get review() {
      return review;
    },
    ...{ events, said, engine: whole },
  };
}

/** Asks about all rows of a window that wait. */
export async function submit({ engine }: Window): Promise<readonly string[]> {
  const batches: string[] = [];
  const waiting = engine.review().rows.filter(({ status }) => status === 'waiting');
  for await (const id of submitRows(engine, waiting, { again: false }, on)) batches.push(id);
  return batches;
}

/** A model that names the row it was asked about. */
export function playAltTexts(emulator: Emulator): void {
  emulator.play((request) => ({ kind: 'answer', text: altJson(`Alt of ${askedRow(request)}`) }));
}

function askedRow({ question: asked }: Accepted): string {
  return /The place of (\S+)\./.exec(asked)?.[1] ?? assert.fail('no row is asked about');
}

export function altJson(alt: string): string {
  return JSON.stringify({ alt, decorative: false, confidence: 'high' });
}

/** How often each row was sent to be asked about. */
export async function timesAsked(emulator: Emulator): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  const created = emulator.requests.filter((request) => request.path === '/v1/messages/batches');
  for (const { body } of created)
    for (const [, id = ''] of JSON.stringify(body).matchAll(/The place of (\S+?)\./g))
      times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

/** USD that the server would bill for batches, from its own results and the half of the price list. */
export async function billed(emulator: Emulator, batches: readonly string[]): Promise<number> {
  let total = 0;
  for (const id of batches) {
    const results = await fetch(`${emulator.url}/v1/messages/batches/${id}/results`, {
      headers: { 'x-api-key': 'any', 'anthropic-version': '2023-06-01' },
    });
    for (const line of (await results.text()).split('\n').filter((one) => one !== '')) {
      const usage = JSON.parse(line).result.message?.usage;
      if (usage) total += (usage.input_tokens * 2 + usage.output_tokens * 10) / 2e6;
    }
  }
  return total;
}

/** The server, which makes batches of at most so many requests. */
export function splitting(api: Api, context: Parameters<typeof createBatches>[0], requests: number): Api {
  return {
    ...api,
    createBatches: (items, signal) => createBatches(context, items, signal, { requests, bytes: 256e6 }),
  };
}
