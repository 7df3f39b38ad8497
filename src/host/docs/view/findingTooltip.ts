import * as vscode from 'vscode';
import type { AuditFinding } from '../../../core/docs/audit/pageAudit.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { readImageBytes } from '../../images/readImage.ts';
import { readSettings } from '../../settings.ts';
import { commandMarkdown } from '../../ui/commandMarkdown.ts';
import { literalMarkdown } from '../../ui/literalText.ts';
import type { Lookups } from '../audit/problems.ts';
import { type HoverFacts, hoverText } from '../offer/hoverText.ts';
import { fileFacts } from '../offer/imageFacts.ts';
import { nameOf } from '../source/resolveImage.ts';
import type { RowOf } from './row.ts';

/** What is wrong, and the image with its facts. Only a file of the workspace is shown; nothing is fetched. */
export async function tooltipOf(
  { page, index }: RowOf<'finding'>,
  { findFile }: Lookups,
  thumbnailUrl: ImageAccess['thumbnailUrl'],
  signal: AbortSignal,
): Promise<vscode.MarkdownString | undefined> {
  const [finding, diagnostic] = [page.findings[index], page.diagnostics[index]];
  if (!finding || !diagnostic) return undefined;
  const { reference } = finding;
  const place = `${vscode.workspace.asRelativePath(page.uri)}:${diagnostic.range.start.line + 1}`;
  const known = { name: nameOf(reference.source.text), model: readSettings().model };
  const facts = await factsOf(finding, page.uri, { findFile, thumbnailUrl }, signal);
  if (signal.aborted) return undefined;
  const text = hoverText(reference, { ...known, ...facts }, []);
  return commandMarkdown(
    [literalMarkdown(diagnostic.message), text, literalMarkdown(place)].join('\n\n'),
    [],
  );
}

async function factsOf(
  { reference }: AuditFinding,
  document: vscode.Uri,
  { findFile, thumbnailUrl }: Pick<Lookups, 'findFile'> & Pick<ImageAccess, 'thumbnailUrl'>,
  signal: AbortSignal,
): Promise<Partial<HoverFacts>> {
  if (reference.kind !== 'image' || reference.source.computed) return {};
  const found = await findFile(reference, document, signal);
  if (found.state !== 'found') return {};
  const { uri } = found;
  try {
    const image = { uri, read: (until: AbortSignal) => readImageBytes(uri, until) };
    return await fileFacts(reference, image, thumbnailUrl, signal);
  } catch (error) {
    if (error instanceof RefusalError) return { refusal: error.refusal };
    if (signal.aborted) return {};
    throw error;
  }
}
