import { after, afterEach, before } from 'mocha';
import { connect } from '../../../src/core/api/connect.ts';
import { imageQuestion } from '../../../src/core/ask/imageQuestion.ts';
import type { AskEvent } from '../../../src/core/ask/question.ts';
import { type Failure, toFailure } from '../../../src/core/errors.ts';
import { askChecked } from '../../../src/core/extract/extract.ts';
import type { ExtractionFinding, Extractor } from '../../../src/core/extract/extractor.ts';
import { createExtractors } from '../../../src/core/extract/extractors.ts';
import { recipeOf } from '../../../src/core/recipes.ts';
import { readMermaid } from '../../../src/diagram/readMermaid.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { Scripted } from '../../emulator/script.ts';
import { fixture } from '../../fixtures/images.ts';
import { never, startPool, type TestPool } from '../../fixtures/pool.ts';

/** What a reader is left with after a recipe was asked about an image, and the server answered as scripted. */
export interface Outcome {
  readonly answer: string;
  /** Each text the answer had while it arrived. */
  readonly shown: readonly string[];
  readonly source?: string;
  readonly findings: readonly ExtractionFinding[];
  readonly failure?: Failure;
  readonly outputTokens: number;
}

const extractorOf = createExtractors({ parseMermaid: readMermaid });

export function useExtraction() {
  let emulator: Emulator;
  let pool: TestPool;
  before(async () => {
    [emulator, pool] = await Promise.all([startEmulator(), startPool()]);
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await pool.remove();
    await emulator.close();
  });
  const run = async (
    extractor: Extractor | undefined,
    text: string,
    script: readonly Scripted[],
    signal = never,
  ): Promise<Outcome> => {
    emulator.script(...script);
    const image = { id: 'a', name: 'a.png', uri: 'test:/a.png' };
    const instruction = { system: '', text, ...(extractor && { extractor }) };
    const events: AskEvent[] = [];
    let failure: Failure | undefined;
    await askChecked({
      dependencies: {
        readBytes: async () => Uint8Array.from(await fixture('png')),
        prepare: pool.prepare,
        answer: connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 }).answer,
      },
      question: imageQuestion(image, instruction, true),
      options: { model: 'claude-sonnet-5-5', baseUrl: emulator.url, maxTokens: 60_000, detail: 'auto' },
      prepared: new Map(),
      emit: (event) => events.push(event),
      signal,
    }).catch((error: unknown) => {
      failure = toFailure(error);
    });
    return outcomeOf(events, failure);
  };
  return {
    emulator: () => emulator,
    extract: (recipe: string, ...script: Scripted[]) =>
      run(extractorOf(recipe), recipeOf(recipe)?.instruction ?? '', script),
    extractWith: (extractor: Extractor, ...script: Scripted[]) => run(extractor, 'Read the data.', script),
    run,
  };
}

function outcomeOf(events: readonly AskEvent[], thrown: Failure | undefined): Outcome {
  const rewritten = events.filter((event) => event.type === 'rewritten');
  const last = rewritten.at(-1);
  const answers = events.flatMap((event) => (event.type === 'answer' ? [event.event] : []));
  const end = answers.find((event) => event.type === 'end');
  const usage = answers.findLast((event) => event.type === 'usage');
  const ended =
    end && end.reason !== 'complete' ? { kind: end.reason, detail: end.explanation ?? '' } : undefined;
  const failure = thrown ?? ended;
  return {
    answer: last?.answer ?? '',
    shown: rewritten.map(({ answer }) => answer),
    findings: events.flatMap((event) => (event.type === 'found' ? [event.finding] : [])),
    outputTokens: usage?.type === 'usage' ? usage.usage.output : 0,
    ...(last?.source !== undefined && { source: last.source }),
    ...(failure && { failure }),
  };
}
