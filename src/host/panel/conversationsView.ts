import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/ask/question.ts';
import type { ConversationsView, ConversationView } from '../../protocol.ts';
import type { ListedConversation, ListState } from '../ask/conversationList.ts';
import { number, plural } from '../ui/quantities.ts';

/** Names of images in a row; the others are counted. */
const mostNames = 3;

/** Address of the image of a row, where the panel can show it. */
type ThumbnailOf = (image: AttachedImage, row: number) => string | undefined;

/** The list of conversations in words; `now` in ms since 1970. */
export function conversationsView(
  { items, deleted }: ListState,
  thumbnail: ThumbnailOf,
  now: number,
): ConversationsView {
  return {
    ...(items && { items: items.map((one, row) => rowView(one, thumbnailOf(one, row, thumbnail), now)) }),
    ...(deleted && { deleted: { id: deleted.id, title: titleText(deleted.title) } }),
  };
}

function rowView(one: ListedConversation, thumbnail: string | undefined, now: number): ConversationView {
  const { id, title, current, answering } = one;
  return {
    ...{ id, title: titleText(title), current, answering },
    date: dateText(one.changed, now),
    detail: detailText(one),
    ...(thumbnail !== undefined && { thumbnail }),
  };
}

function thumbnailOf({ image }: ListedConversation, row: number, thumbnail: ThumbnailOf): string | undefined {
  return image && thumbnail(image, row);
}

function titleText(title: string): string {
  return title === '' ? vscode.l10n.t('No question yet') : title;
}

function detailText({ questions, names, moreNames = 0 }: ListedConversation): string {
  const asked = plural(
    questions,
    vscode.l10n.t('{0} question', number(questions)),
    vscode.l10n.t('{0} questions', number(questions)),
  );
  const more = names.length + moreNames - mostNames;
  const shown = names.slice(0, mostNames).join(', ');
  const images = more > 0 ? vscode.l10n.t('{0} and {1} more', shown, number(more)) : shown;
  return [asked, images].filter(Boolean).join(' · ');
}

/** The time alone for today, and the day with it for others. */
function dateText(changed: number, now: number): string {
  const date = new Date(changed);
  const time = new Intl.DateTimeFormat(vscode.env.language, { timeStyle: 'short' }).format(date);
  const day = date.toDateString();
  if (day === new Date(now).toDateString()) return time;
  if (day === new Date(now - 24 * 3600 * 1000).toDateString()) return vscode.l10n.t('Yesterday, {0}', time);
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, options).format(date);
}
