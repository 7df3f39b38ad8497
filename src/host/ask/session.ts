import type { AnswerRequest } from '../../core/api/answerTypes.ts';
import type { Estimate } from '../../core/api/models/prices.ts';
import {
  type AttachedImage,
  advance,
  type Conversation,
  type ConversationEvent,
  type ImageFacts,
  isRunning,
  type NewTurn,
} from '../../core/ask/conversation.ts';
import type { Runner, RunOptions } from '../../core/ask/runner.ts';
import { toFailure } from '../../core/errors.ts';
import { defaultRecipe, type Recipe, recipeOf } from '../../core/recipes.ts';
import type { Settings } from '../settings.ts';
import { turnEstimate } from './costs.ts';
import { createQueue } from './runQueue.ts';

/** What the session needs from outside, as functions. */
export interface SessionParts {
  readonly runner: Runner;
  /** The settings of a run. Throws a FailureError when nothing can be sent, for want of a key for example. */
  readonly runOptions: () => Promise<RunOptions>;
  /** What an image is, or why it cannot be sent. */
  readonly inspect: (image: AttachedImage) => Promise<ImageFacts>;
  /** False when the user does not want to pay what the question would cost. */
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  readonly settings: () => Settings;
  /** What the server counts. */
  readonly countTokens: (request: AnswerRequest, signal: AbortSignal) => Promise<number>;
}

export interface Question {
  readonly text: string;
  /** What the conversation shows in place of the text. */
  readonly title?: string;
  /** Asks a recipe, with the text as a further wish. */
  readonly recipe?: Recipe;
  /** Begins a new subject: nothing said before is sent along. */
  readonly fresh?: boolean;
  /** Asks only about these of the attached images, unless the recipe needs more of them; without, about all. */
  readonly images?: readonly string[];
}

/** The conversation and everything that changes it. There is one in a window. */
export interface Session {
  readonly conversation: () => Conversation;
  readonly draft: () => Draft;
  /**
   * The ids under which the images are attached, once each was looked at: one that was there already keeps its own, and
   * is looked at again, since its file may have changed.
   */
  readonly attach: (images: readonly AttachedImage[]) => Promise<readonly string[]>;
  readonly ask: (question: Question) => Promise<void>;
  readonly retry: (turn: string) => Promise<void>;
  /** Counts the tokens of what would be sent now, as the server does. Throws a FailureError. */
  readonly count: (signal: AbortSignal) => Promise<void>;
  /** The last count, as long as nothing has been attached, removed, typed or asked since. */
  readonly counted: () => number | undefined;
  readonly stop: () => void;
  readonly clear: () => void;
  readonly dispatch: (event: ConversationEvent) => void;
  readonly setDraft: (draft: Partial<Draft>) => void;
}

export interface Draft {
  readonly text: string;
  /** Counts the times the host changed the text. */
  readonly revision: number;
  /** Counts the times the caret was put into the box. */
  readonly focus: number;
}

/** Goes on with a conversation. `changed` is called after every change, with the event that made it if there was one. */
export function createSession(
  parts: SessionParts,
  start: Conversation,
  changed: (event?: ConversationEvent) => void,
): Session {
  let conversation = start;
  let draft: Draft = { text: '', revision: 0, focus: 0 };
  let counted:
    | { readonly conversation: Conversation; readonly text: string; readonly tokens: number }
    | undefined;

  const dispatch = (event: ConversationEvent) => {
    conversation = advance(conversation, event);
    changed(event);
  };

  const setDraft = (change: Partial<Draft>) => {
    draft = { ...draft, ...change };
    changed();
  };

  const { enqueue, stop } = createQueue(async (turn, signal) => {
    if (signal.aborted) return dispatch({ turn, type: 'stopped' });
    try {
      const options = await parts.runOptions();
      for await (const event of parts.runner.start(conversation, turn, options, signal)) dispatch(event);
    } catch (error) {
      dispatch({ turn, type: 'failed', failure: toFailure(error) });
    }
  });

  const agreesToCost = (asked: Conversation, turn: string) =>
    parts.agreesToCost(turnEstimate(asked, turn, parts.settings()));

  return {
    conversation: () => conversation,
    draft: () => draft,
    dispatch,
    setDraft,
    stop,
    attach: async (images) => {
      const known = new Map(conversation.attached.map((image) => [image.uri, image.id]));
      dispatch({ type: 'attached', images: images.filter((image) => !known.has(image.uri)) });
      const chosen = images.map((image) => ({ ...image, id: known.get(image.uri) ?? image.id }));
      for (const image of chosen)
        dispatch({ type: 'inspected', image: image.id, facts: await parts.inspect(image) });
      return chosen.map(({ id }) => id);
    },
    ask: async (question) => {
      const turn = newTurn(question, parts.settings().model);
      const { recipe, images } = question;
      const chosen = images && images.length >= (recipe?.minImages ?? 0) && { images };
      const event = { type: 'asked', turn, ...chosen } as const;
      if (!(await agreesToCost(advance(conversation, event), turn.id))) return;
      dispatch(event);
      if (question.text !== '' && question.text === draft.text)
        setDraft({ text: '', revision: draft.revision + 1 });
      await enqueue(turn.id);
    },
    retry: async (id) => {
      const isEnded = () => conversation.turns.some((turn) => turn.id === id && !isRunning(turn));
      // It may have been started, or deleted, while the user thought about its cost.
      if (!isEnded() || !(await agreesToCost(conversation, id)) || !isEnded()) return;
      dispatch({ type: 'retried', turn: id, model: parts.settings().model });
      await enqueue(id);
    },
    count: async (signal) => {
      const [before, { text }] = [conversation, draft];
      const turn = newTurn({ text }, parts.settings().model);
      const asked = advance(before, { type: 'asked', turn });
      const request = await parts.runner.request(asked, turn.id, await parts.runOptions(), signal);
      counted = { conversation: before, text, tokens: await parts.countTokens(request, signal) };
      changed();
    },
    counted: () =>
      counted?.conversation === conversation && counted.text === draft.text ? counted.tokens : undefined,
    clear: () => {
      stop();
      dispatch({ type: 'cleared' });
      parts.runner.forget(conversation);
    },
  };
}

function newTurn({ text, title, recipe, fresh = false }: Question, model: string): NewTurn {
  const asked = recipe ?? (text.trim() === '' ? recipeOf(defaultRecipe) : undefined);
  const id = crypto.randomUUID();
  if (!asked) return { id, model, fresh, title: title ?? text.trim(), question: text.trim() };
  const extra = text.trim() === '' ? '' : `\n\n${text.trim()}`;
  return {
    ...{ id, model, fresh, recipe: asked.id },
    title: asked.title + extra,
    question: asked.instruction + extra,
  };
}
