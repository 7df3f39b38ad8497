import * as vscode from 'vscode';
import { isRefusal, probe } from '../../core/image/probe.ts';
import { RefusalError } from '../../core/image/types.ts';
import { estimateText, nextQuestion } from '../costs.ts';
import { signalOf } from '../progress.ts';
import { readSettings } from '../settings.ts';
import { type HoverAction, type HoverFacts, hoverText } from './hoverText.ts';
import { type Located, locate } from './locate.ts';
import { actionsOf } from './offers.ts';
import { type Place, placeAt, rangeOf } from './reading.ts';

/** The only commands that a link in a hover may run. */
const enabledCommands = [
  'askClaude.writeAltText',
  'askClaude.useCaption',
  'askClaude.markDecorative',
  'askClaude.askAboutReference',
  'askClaude.extractBelow',
];

/** What is known about the image of a reference, and what can be done about it. */
export async function hover(
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
  const place = await placeAt(document, document.offsetAt(position));
  if (!place) return undefined;
  const { reading, reference } = place;
  const facts = await factsOf(place, signalOf(token));
  const markdown = new vscode.MarkdownString(hoverText(reference, facts, actions(place)));
  markdown.isTrusted = { enabledCommands };
  return new vscode.Hover(markdown, rangeOf(reading.document, reference.range));
}

function actions({ reading, reference }: Place): readonly HoverAction[] {
  const where = [reading.document.uri.toString(), reference.range.start];
  return actionsOf(reference, reading.syntax)
    .filter(({ disabled }) => disabled === undefined)
    .map(({ title, command, args = [] }) => ({ title, command, args: [...where, ...args] }));
}

async function factsOf(place: Place, signal: AbortSignal): Promise<HoverFacts> {
  const { model } = readSettings();
  const { kind, source } = place.reference;
  if (source.computed)
    return { name: source.text, model, remark: 'Which image this is, only the code knows.' };
  const located = await locate(place);
  if (kind === 'badge') return { name: located.name, model, remark: 'A badge: it is never sent.' };
  if ('url' in located)
    return { name: located.name, model, remark: 'On the web: it is fetched when you ask about it.' };
  return { name: located.name, model, ...(await fileFacts(located, signal)) };
}

async function fileFacts(
  located: Exclude<Located, { url: URL }>,
  signal: AbortSignal,
): Promise<Partial<HoverFacts>> {
  try {
    const bytes = await located.read(signal);
    const found = probe(bytes);
    if (isRefusal(found)) return { refusal: found };
    const image = { id: '', name: located.name, uri: '', header: found };
    const estimate = nextQuestion({ attached: [image], turns: [] }, '', readSettings());
    return {
      ...{ byteLength: bytes.byteLength, header: found, estimate: estimateText(estimate) },
      ...(located.uri && { file: located.uri.toString() }),
    };
  } catch (error) {
    if (error instanceof RefusalError) return { refusal: error.refusal };
    throw error;
  }
}
