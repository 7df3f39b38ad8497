import { describe, it } from 'mocha';
import { errorBodyOf } from '../../../../src/core/api/failures/errorBody.ts';
import { imageFault } from '../../../../src/core/api/failures/imageFaults.ts';
import { networkFailure } from '../../../../src/core/api/failures/networkFailure.ts';
import { listedIds } from '../../../../src/core/api/models/modelList.ts';
import { plainId } from '../../../../src/core/api/models/models.ts';
import { retryDelay } from '../../../../src/core/api/retry.ts';
import { bodyLines } from '../../../../src/core/api/stream/body.ts';
import { readAnswer } from '../../../../src/core/api/stream/stream.ts';
import { assertLinear } from '../../linearTime.ts';
import { data, delta, on, start, stop } from '../harness.ts';

const limits = { idleMs: () => 60_000, maxBytes: 2 ** 30, maxMs: 600_000, maxLineLength: 2 ** 30 };

/** A body in pieces of 512 bytes. */
function pieces(text: string): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(text);
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      controller.enqueue(bytes.subarray(at, at + 512));
      at += 512;
      if (at >= bytes.length) controller.close();
    },
  });
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events);
}

type Reader = (text: string) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  'the body of an error': (text) => imageFault(errorBodyOf(text)),
  'the message of an error': (text) => imageFault(errorBodyOf(JSON.stringify({ error: { message: text } }))),
  'an error of the network': (text) => networkFailure(new Error(text)),
  'the id of a model': plainId,
  'a list of models': listedIds,
  'a header': (text) => retryDelay({ get: () => text } as unknown as Headers),
};

/** These get their text in many pieces. */
const streamReaders: Readonly<Record<string, Reader>> = {
  'a long event': (text) =>
    drain(readAnswer(new Response(pieces(data(start, delta(text), stop))), 60_000, on)),
  'lines that end nowhere': (text) => drain(bodyLines(pieces(text), limits, on)),
};

/** Each begins something that does not end, or ends in another way. */
const seeds = [
  ...[
    '<',
    '<title',
    '<title>',
    '</title>',
    ' ',
    '\t\n',
    '\\u0000',
    '"',
    '[',
    '{"a":',
    '{"data":[',
    '1,',
    '0',
  ],
  ...['image exceeds ', 'Image dimensions 1x', 'messages.1.content.', 'max allowed size', 'file_', '> 1'],
  ...[
    'exceeds the model ',
    'claude-20000000-v1',
    '-20000000',
    'net::ERR_',
    'Proxy response (',
    'x\n',
    '\r',
    ': ',
  ],
];

describe('the time to read what a server says grows no faster than its length', () => {
  for (const [name, read] of Object.entries(readers))
    it(`of ${name}`, async function () {
      this.timeout(120_000);
      await read(seeds.join(''));
      for (const seed of seeds)
        await assertLinear(JSON.stringify(seed), 4096, (n) => read(repeated(seed, n)));
    });

  for (const [name, read] of Object.entries(streamReaders))
    it(`of ${name}`, async function () {
      this.timeout(120_000);
      await read(seeds.join(''));
      for (const seed of ['x', '\n', '"', ': '])
        await assertLinear(JSON.stringify(seed), 56_000, (n) => read(repeated(seed, n)));
    });
});

function repeated(seed: string, length: number): string {
  return seed.repeat(Math.ceil(length / seed.length));
}
