import * as vscode from 'vscode';
import { type Conversation, isRunning, type Turn } from '../../core/ask/conversation.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { answerMarkdown } from '../../core/docs/answerMarkdown.ts';
import type { Region } from '../../core/image/imageTypes.ts';
import type { Settings } from '../settings.ts';
import { failureView } from '../ui/failureText.ts';
import { listed, number, pixels } from '../ui/quantities.ts';
import { noteText } from '../ui/sentences.ts';
import { totalText, usageText } from './costText.ts';

export interface TranscriptOptions {
  /** Day of the export, as 2026-11-30. */
  readonly day: string;
  readonly settings: Settings;
  /** Where an image of the workspace is, relative to its folder; undefined for a pasted one. */
  readonly pathOf: (image: AttachedImage) => string | undefined;
}

/**
 * A conversation as a Markdown document of its own: a heading for each question, and the answer below it as it is,
 * but for its headings, which go below that of the question.
 */
export function transcript(conversation: Conversation, options: TranscriptOptions): string {
  const { turns } = conversation;
  const models = [...new Set(turns.map(({ model }) => model))].join(', ');
  const total = totalText(conversation, options.settings, 0);
  const parts = [
    `# ${plain(titleOf(turns))}`,
    [options.day, models, total].filter(Boolean).join(' · '),
    ...turns.flatMap((turn, index) => turnParts(turn, index + 1, options)),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function titleOf(turns: readonly Turn[]): string {
  const names = [...new Set(turns.flatMap(({ images }) => images.map(({ name }) => name)))];
  if (names.length === 0) return vscode.l10n.t('Conversation');
  const shown =
    names.length > 3
      ? [...names.slice(0, 2), vscode.l10n.t('{0} more images', number(names.length - 2))]
      : names;
  return vscode.l10n.t('About {0}', listed(shown));
}

function turnParts(turn: Turn, position: number, options: TranscriptOptions): readonly string[] {
  const [title = '', ...rest] = turn.title.trim().split('\n');
  const images = turn.images.map((image) => imageText(image, options));
  return [
    `## ${position}. ${plain(title)}`,
    quoted(rest.join('\n').trim()),
    images.length > 0 ? vscode.l10n.t('Images: {0}', images.join(', ')) : '',
    ...turn.notes.map((note) => quoted(noteText(note))),
    answerMarkdown(turn.answer, { syntax: 'markdown', headingsBelow: 2 }),
    quoted(endText(turn)),
    usageText(turn, options.settings) ?? '',
  ];
}

/** A redacted image gets no link: whoever reads the transcript was not to see the file. */
function imageText(image: AttachedImage, { pathOf }: TranscriptOptions): string {
  const { name, region, redactions = [] } = image;
  const part = region ? ` (${regionText(region)})` : '';
  if (redactions.length > 0) return `${plain(name)}${part} (${vscode.l10n.t('redacted')})`;
  const path = pathOf(image);
  // Parentheses would end the address, and the browser's encoding leaves them as they are.
  const address = path && encodeURI(path).replace(/[()#?]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return (address ? `[${plain(name)}](${address})` : plain(name)) + part;
}

function regionText({ width, height, x, y }: Region): string {
  return vscode.l10n.t('region {0} at {1}, {2}', pixels(width, height), x, y);
}

/** The reason why an answer ended early; empty for a whole one. */
function endText(turn: Turn): string {
  if (isRunning(turn)) return vscode.l10n.t('Not answered yet when this was exported.');
  if (turn.status === 'stopped') return vscode.l10n.t('Stopped.');
  const failure = turn.failure && failureView(turn.failure, turn.answer !== '');
  return failure ? [failure.text, failure.detail].filter(Boolean).join(' ') : '';
}

function quoted(text: string): string {
  return text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `> ${plain(line)}`.trimEnd())
        .join('\n');
}

/** Text of people, files and servers, one line, in which Markdown must see no markup. */
function plain(text: string): string {
  return text
    .replace(
      /[\\`*[\]<]|&(?=#?\w+;)|~(?=~)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=\s)#(?=#*\s*$)/gu,
      '\\$&',
    )
    .replace(/^\s*(?:(?=[-+=#>|])|\d+(?=[.)]))/, '$&\\');
}
