import * as vscode from 'vscode';
import type { ExtractionFinding } from '../../core/extract/extractor.ts';
import type { Output, OutputForm } from '../../core/extract/outputs.ts';
import { exists } from '../missingFile.ts';
import { showInformation, showWarning } from '../ui/dialogs.ts';
import { extractionText } from '../ui/extractionText.ts';
import { showMarkdown } from '../ui/showMarkdown.ts';
import { besideImage, saveAs } from './saveBeside.ts';

/** What was read from one image. */
export interface ExtractedImage {
  readonly image: vscode.Uri;
  readonly outputs: readonly Output[];
  readonly findings: readonly ExtractionFinding[];
}

/** Writes a file beside each image. Files that are there already are replaced only after a question. */
export async function writeEach(results: readonly ExtractedImage[], form: OutputForm): Promise<void> {
  const files = results.map((result) => {
    const output = outputIn(result, form);
    return { uri: besideImage(result.image, output.ending), text: output.text };
  });
  const there = await Promise.all(files.map(({ uri }) => exists(uri)));
  const replaced = there.some(Boolean) ? await mayReplace(files.filter((_, index) => there[index])) : true;
  if (replaced === undefined) return;
  const written = files.filter((_, index) => replaced || !there[index]);
  for (const { uri, text } of written)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await tell(
    written.map(({ uri }) => uri),
    results,
  );
}

/** Writes all into one file that the user names, each below the name of its image where there is room for one. */
export async function writeTogether(results: readonly ExtractedImage[], form: OutputForm): Promise<void> {
  const outputs = results.map((result) => outputIn(result, form));
  const isMarkdown = form === 'markdown' || form === 'markdownLines';
  const parts = outputs.map(({ text }, index) => {
    const name = vscode.workspace.asRelativePath(results[index]?.image ?? '');
    return isMarkdown && form !== 'markdownLines'
      ? `<!-- ${name.replaceAll('--', '- -')} -->\n\n${text}`
      : text;
  });
  const [first] = results;
  const ending = outputs[0]?.ending ?? 'md';
  if (!first) return;
  const uri = vscode.Uri.joinPath(first.image, '..', `images.${ending}`);
  const saved = await saveAs({ uri, text: parts.join('\n') });
  if (saved) await tell([saved], results);
}

function outputIn({ outputs }: ExtractedImage, form: OutputForm): Output {
  const output = outputs.find((one) => one.form === form) ?? outputs[0];
  if (!output) throw new RangeError('an extraction has at least one form');
  return output;
}

/** False leaves those files as they are; undefined writes nothing. */
async function mayReplace(files: readonly { readonly uri: vscode.Uri }[]): Promise<boolean | undefined> {
  const replace = vscode.l10n.t('Replace');
  const keep = vscode.l10n.t('Keep');
  const [first] = files;
  const name = first ? vscode.workspace.asRelativePath(first.uri) : '';
  const text =
    files.length === 1
      ? vscode.l10n.t('{0} already exists.', name)
      : vscode.l10n.t('{0} and {1} more files already exist.', name, files.length - 1);
  const chosen = await showWarning(text, replace, keep);
  return chosen === undefined ? undefined : chosen === replace;
}

async function tell(written: readonly vscode.Uri[], results: readonly ExtractedImage[]): Promise<void> {
  const checked = results.filter(({ findings }) => findings.length > 0);
  const [first] = written;
  if (!first) return;
  const saved =
    written.length === 1
      ? vscode.l10n.t('{0} was saved.', vscode.workspace.asRelativePath(first))
      : vscode.l10n.t('{0} files were saved.', written.length);
  if (checked.length === 0) {
    void showInformation(saved);
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

function reportOf(results: readonly ExtractedImage[]): string {
  const parts = results.map(({ image, findings }) => {
    const name = vscode.workspace.asRelativePath(image);
    return [`## ${name}`, '', ...findings.map((one) => `- ${extractionText(one)}`)].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}
