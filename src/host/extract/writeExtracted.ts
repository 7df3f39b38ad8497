import * as vscode from 'vscode';
import type { ExtractionFinding } from '../../core/extract/extractor.ts';
import { joinOutputs } from '../../core/extract/joinOutputs.ts';
import type { Output, OutputForm } from '../../core/extract/outputs.ts';
import { exists } from '../missingFile.ts';
import { showInformation, showWarning } from '../ui/dialogs.ts';
import { extractionText } from '../ui/extractionText.ts';
import { showMarkdown } from '../ui/showMarkdown.ts';
import { freeName, type NewFile, namesBeside } from './saveBeside.ts';

/** What was read from one image. */
export interface ExtractedImage {
  readonly image: vscode.Uri;
  readonly outputs: readonly Output[];
  readonly findings: readonly ExtractionFinding[];
}

/** A file beside each image, written as soon as its text is there. */
export class FilesBeside {
  readonly #names: ReturnType<typeof namesBeside>;
  readonly #form: OutputForm;
  readonly #results: ExtractedImage[] = [];
  readonly #written: vscode.Uri[] = [];
  readonly #claimed = new Set<string>();
  /** Their place is taken by another file. */
  readonly #taken: NewFile[] = [];

  /** `images`: all of the selection, by which two of one name are told apart. */
  constructor(images: readonly vscode.Uri[], form: OutputForm) {
    this.#names = namesBeside(images);
    this.#form = form;
  }

  async add(result: ExtractedImage): Promise<void> {
    const { ending, text } = outputIn(result, this.#form);
    const file = { uri: this.#names(result.image, ending), text };
    this.#results.push(result);
    const isClaimed = this.#claimed.has(file.uri.toString());
    this.#claimed.add(file.uri.toString());
    if (isClaimed || (await exists(file.uri))) this.#taken.push(file);
    else await this.#write(file);
  }

  /** Files that were there already are replaced only after a question; else the new ones get names of their own. */
  async finish(): Promise<void> {
    const replaces = this.#taken.length > 0 && (await mayReplace(this.#taken));
    for (const file of this.#taken)
      await this.#write(replaces ? file : { ...file, uri: await freeName(file.uri) });
    await tell(this.#written, this.#results);
  }

  async #write(file: NewFile): Promise<void> {
    if (await written(file)) this.#written.push(file.uri);
  }
}

/** One file for all images, in their order, which the user names in the end. */
export class OneFile {
  readonly #images: readonly vscode.Uri[];
  readonly #form: OutputForm;
  readonly #results = new Map<vscode.Uri, ExtractedImage>();

  constructor(images: readonly vscode.Uri[], form: OutputForm) {
    this.#images = images;
    this.#form = form;
  }

  async add(result: ExtractedImage): Promise<void> {
    this.#results.set(result.image, result);
  }

  async finish(): Promise<void> {
    const results = this.#images.flatMap((image) => {
      const result = this.#results.get(image);
      return result ? [{ ...result, name: vscode.workspace.asRelativePath(image) }] : [];
    });
    const { output, others } = joinOutputs(results, this.#form);
    const [first] = results;
    if (first && output)
      await this.#save(
        first.image,
        output,
        results.filter((one) => !others.includes(one)),
      );
    if (others.length === 0) return;
    // They have no rows for that file, but they have been paid for.
    const beside = new FilesBeside(this.#images, this.#form);
    for (const result of others) await beside.add(result);
    await beside.finish();
  }

  async #save(
    first: vscode.Uri,
    { ending, text }: Pick<Output, 'ending' | 'text'>,
    results: readonly ExtractedImage[],
  ): Promise<void> {
    const uri = vscode.Uri.joinPath(first, '..', `images.${ending}`);
    const chosen = await vscode.window.showSaveDialog({ defaultUri: uri });
    if (!chosen) return openUnsaved(text);
    if (await written({ uri: chosen, text })) await tell([chosen], results);
  }
}

/** False when a file could not be written; its text is in a new document then. */
async function written({ uri, text }: NewFile): Promise<boolean> {
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const path = vscode.workspace.asRelativePath(uri);
    void showWarning(
      vscode.l10n.t('{0} could not be written: {1} Its text is in a new document.', path, why),
    );
    await openUnsaved(text);
    return false;
  }
}

async function openUnsaved(content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ content });
  await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
}

function outputIn({ outputs }: ExtractedImage, form: OutputForm): Output {
  const output = outputs.find((one) => one.form === form) ?? outputs[0];
  if (!output) throw new RangeError('an extraction has at least one form');
  return output;
}

/** False gives the new files other names. */
async function mayReplace(files: readonly NewFile[]): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const keep = vscode.l10n.t('Keep Both');
  const [first] = files;
  const name = first ? vscode.workspace.asRelativePath(first.uri) : '';
  const text =
    files.length === 1
      ? vscode.l10n.t('{0} already exists.', name)
      : vscode.l10n.t('{0} and {1} more files already exist.', name, files.length - 1);
  return (await showWarning(text, replace, keep)) === replace;
}

async function tell(written: readonly vscode.Uri[], results: readonly ExtractedImage[]): Promise<void> {
  const checked = results.filter(({ findings }) => findings.length > 0);
  const [first] = written;
  if (!first) return;
  const saved =
    written.length === 1
      ? vscode.l10n.t('{0} was saved.', vscode.workspace.asRelativePath(first))
      : vscode.l10n.t('{0} files were saved.', written.length);
  const open = vscode.l10n.t('Open');
  if (checked.length === 0) {
    if ((await showInformation(saved, open)) === open) await openAll(written);
    return;
  }
  const show = vscode.l10n.t('Show What to Check');
  const findings = checked.reduce((sum, one) => sum + one.findings.length, 0);
  const amount =
    findings === 1
      ? vscode.l10n.t('There is 1 place to check.')
      : vscode.l10n.t('There are {0} places to check.', findings);
  if ((await showInformation(`${saved} ${amount}`, show)) === show) await showMarkdown(reportOf(checked));
}

/** Files that are opened at once. */
const mostOpened = 10;

async function openAll(uris: readonly vscode.Uri[]): Promise<void> {
  for (const uri of uris.slice(0, mostOpened)) await vscode.window.showTextDocument(uri, { preview: false });
}

function reportOf(results: readonly ExtractedImage[]): string {
  const parts = results.map(({ image, findings }) => {
    const name = vscode.workspace.asRelativePath(image);
    return [`## ${name}`, '', ...findings.map((one) => `- ${extractionText(one)}`)].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}
