import type { FrameLocator, Locator, Page } from 'playwright-core';
import { panel } from './workbench.ts';

/** What a person finds in the panel, by the names that assistive technology reads out. */
export interface Conversation {
  readonly frame: FrameLocator;
  readonly box: Locator;
  /** The question box while it has the focus. */
  readonly focusedBox: Locator;
  readonly log: Locator;
  /** Everything about the next question: its images, its words, Send. */
  readonly form: Locator;
  /** The image of this name that is attached for the next question. */
  attached(name: string): Locator;
  /** A question with what came of it, the last one when it was asked more than once. */
  turn(question: string): Locator;
  /** Asks, and gives the turn. */
  ask(question: string): Promise<Locator>;
}

export function conversation(page: Page): Conversation {
  const frame = panel(page);
  const box = frame.getByRole('textbox', { name: 'Ask about the images', exact: true });
  const log = frame.getByRole('log', { name: 'Conversation', exact: true });
  const form = frame.getByRole('form', { name: 'Question', exact: true });
  const turn = (question: string) => log.getByRole('article', { name: question, exact: true }).last();
  return {
    ...{ frame, box, log, form, turn },
    focusedBox: box.and(frame.locator(':focus')),
    attached: (name) => form.getByRole('img', { name, exact: true }),
    ask: async (question) => {
      await box.fill(question);
      await box.press('Enter');
      return turn(question);
    },
  };
}

/** A button by its whole name. */
export function button(place: FrameLocator | Locator, name: string): Locator {
  return place.getByRole('button', { name, exact: true });
}
