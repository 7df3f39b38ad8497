import type { AnswerRequest, Usage } from '../../../core/api/answerTypes.ts';
import type { Api } from '../../../core/api/connect.ts';
import { cost, type Estimate, estimate } from '../../../core/api/models/prices.ts';
import type { RunOptions } from '../../../core/ask/runner.ts';
import { FailureError } from '../../../core/errors.ts';
import type { Settings } from '../../settings.ts';
import { type Picture, type Sendable, type SendableParts, sendable } from '../source/sendable.ts';

/** What questions about the pictures of documents need from outside, as functions. */
export interface QuestionParts extends SendableParts {
  /** Throws a FailureError when nothing can be sent, for want of a key for example. */
  readonly options: () => Promise<RunOptions>;
  readonly settings: () => Pick<Settings, 'model' | 'prices'>;
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  /** Counts what an answer has cost, in USD. */
  readonly spend: (usd: number) => void;
}

export interface Question {
  readonly system: string;
  readonly text: string;
  readonly schema?: Readonly<Record<string, unknown>>;
}

/** Questions about one picture that stand outside of the conversation. They throw FailureError and RefusalError. */
export interface Questions {
  readonly prepare: (picture: Picture, signal: AbortSignal) => Promise<Sendable>;
  /** False when the user does not want to pay for all these questions about one picture. */
  readonly agreed: (picture: Sendable, questions: readonly Question[]) => Promise<boolean>;
  /** `again` keeps the picture in the server's cache, which pays from the second question on. */
  readonly ask: (
    picture: Sendable,
    question: Question,
    options: { readonly again: boolean },
    signal: AbortSignal,
  ) => Promise<string>;
}

/** Tokens of an alt text with its reasons, thinking included. */
const usualAnswer = 400;

export function createQuestions(parts: QuestionParts): Questions {
  const ask: Questions['ask'] = async (picture, { system, text, schema }, { again }, signal) => {
    const { model, maxTokens, effort } = await parts.options();
    const request: AnswerRequest = {
      ...{ model, maxTokens, system, cache: again },
      messages: [{ role: 'user', parts: [picture.part, { type: 'text', text }] }],
      ...(effort && { effort }),
      ...(schema && { schema }),
    };
    const { answer } = await parts.api();
    const said = await whole(answer(request, signal));
    if (said.usage) parts.spend(cost(model, said.usage, parts.settings().prices) ?? 0);
    return said.text;
  };
  return {
    prepare: async (picture, signal) => sendable(parts, picture, await parts.options(), signal),
    agreed: ({ tokens }, questions) => {
      const { model, prices } = parts.settings();
      const imageTokens = questions.map(() => tokens);
      const text = questions.map((question) => question.system + question.text).join('');
      return parts.agreesToCost(
        estimate(model, { imageTokens, text, answerTokens: usualAnswer * questions.length }, prices),
      );
    },
    ask: async (picture, question, options, signal) => {
      try {
        return await ask(picture, question, options, signal);
      } catch (error) {
        const refused = error instanceof FailureError && error.failure.kind === 'imageRefused';
        if (!refused || !picture.embed) throw error;
        return ask(await picture.embed(signal), question, options, signal);
      }
    },
  };
}

/** The whole text of an answer; one that ended for any other reason than being complete is a failure. */
async function whole(events: ReturnType<Api['answer']>): Promise<{ text: string; usage?: Usage }> {
  let text = '';
  let usage: Usage | undefined;
  for await (const event of events) {
    if (event.type === 'text') text += event.text;
    if (event.type === 'usage') usage = event.usage;
    if (event.type !== 'end') continue;
    if (event.reason === 'complete') return { text, ...(usage && { usage }) };
    throw new FailureError({ kind: event.reason, detail: event.explanation ?? '' });
  }
  throw new FailureError({ kind: 'cutStream', detail: 'the answer had no end' });
}
