import * as vscode from 'vscode';
import { estimate } from '../../core/api/models/prices.ts';
import type { QueuedQuestion } from '../../core/ask/conversation/conversationTypes.ts';
import { turnsAlong } from '../../core/ask/conversation/subject.ts';
import type { Conversation } from '../../core/ask/conversation.ts';
import { sentTokens } from '../../core/ask/cost.ts';
import type { AlongView, PanelState, QueuedView } from '../../protocol.ts';
import type { Settings } from '../settings.ts';
import { money, tokens } from '../ui/quantities.ts';

/** What the next question carries besides what is attached to it, and the questions that come before it. */
export function nextQuestion(
  conversation: Conversation,
  settings: Settings,
): Pick<PanelState, 'along' | 'queue'> {
  const { turns, queue, held = false } = conversation;
  return {
    ...(turns.length > 0 && { along: alongView(conversation, settings) }),
    ...(queue && { queue: { held, questions: queue.map(queuedView) } }),
  };
}

/** How many images a question would be about: those attached for it, and those that go along. */
export function imageCount(conversation: Conversation): number {
  const along = turnsAlong(conversation).flatMap(({ images }) => images);
  return (
    conversation.attached.length + along.filter(({ leftOut, withdrawn }) => !leftOut && !withdrawn).length
  );
}

/** For a turn or a question of the queue. */
export function subjectView({
  fresh,
  joined = false,
}: Pick<QueuedQuestion, 'fresh' | 'joined'>): Pick<QueuedView, 'subject'> {
  if (fresh) return { subject: 'new' };
  return joined ? { subject: 'joined' } : {};
}

function alongView(conversation: Conversation, settings: Settings): AlongView {
  const asked = turnsAlong(conversation).flatMap((turn) => turn.images);
  const images = asked.filter(({ problem, withdrawn }) => !problem && !withdrawn);
  const saved = images
    .filter(({ leftOut }) => leftOut)
    .reduce((sum, image) => sum + sentTokens(image, settings), 0);
  return {
    fresh: conversation.fresh ?? false,
    images: images.map((image) => ({
      id: image.id,
      name: image.name,
      tokens: tokens(sentTokens(image, settings)),
      leftOut: image.leftOut ?? false,
    })),
    ...(saved > 0 && { saving: savingText(saved, settings) }),
  };
}

/** At most, because what the server has in its cache costs less. */
function savingText(saved: number, { model, prices }: Settings): string {
  const { inputUsd } = estimate(model, { input: saved, answer: 0 }, prices);
  return inputUsd === undefined
    ? vscode.l10n.t('saves up to {0}', tokens(saved))
    : vscode.l10n.t('saves up to {0}, {1}', tokens(saved), money(inputUsd));
}

function queuedView(question: QueuedQuestion): QueuedView {
  const { id, title, images } = question;
  return { id, question: title, images: images.map(({ name }) => name), ...subjectView(question) };
}
