import * as vscode from 'vscode';
import type { Note, ShrinkReason } from '../../core/ask/question.ts';
import type { RecipeProblem } from '../../core/customRecipes.ts';
import type { Recipe } from '../../core/recipes.ts';
import type { StoreProblem } from '../ask/conversationFile.ts';
import { number, pixels, plural } from './quantities.ts';
import { recipeTitle } from './recipeTitle.ts';
import { refusalText } from './refusalText.ts';

/** Files of a selection that are no images by their names; undefined when there are none. */
export function skippedText(skipped: number): string | undefined {
  if (skipped === 0) return undefined;
  return plural(
    skipped,
    vscode.l10n.t('{0} file was left out: only images can be attached.', number(skipped)),
    vscode.l10n.t('{0} files were left out: only images can be attached.', number(skipped)),
  );
}

/** Dropped or pasted files whose bytes the panel could not hand over. */
export function unreadText(
  files: readonly { readonly name: string; readonly why: 'unreadable' | 'tooLarge' }[],
): string {
  return files
    .map(({ name, why }) =>
      why === 'tooLarge'
        ? vscode.l10n.t('{0} is too large to be dropped or pasted: attach it from the Explorer.', name)
        : vscode.l10n.t(
            '{0} could not be read: drop images, not folders, and check that they still exist.',
            name,
          ),
    )
    .join(' ');
}

export function noImageInClipboard(): string {
  return vscode.l10n.t(
    'There is no image in the clipboard: copy one, or the path of one, and choose the command again.',
  );
}

export function clipboardRefused(): string {
  return vscode.l10n.t(
    'The editor did not let the panel read the clipboard: click into the question box and press Ctrl+V (Cmd+V on a Mac).',
  );
}

export function nothingToAsk(): string {
  return vscode.l10n.t('There is nothing to ask yet: type a question, or attach an image.');
}

/** A recipe was chosen with fewer images than it makes sense of. */
export function tooFewText(recipe: Recipe): string {
  const { minImages } = recipe;
  const title = recipeTitle(recipe);
  return plural(
    minImages,
    vscode.l10n.t('{0} needs an image: attach one and choose it again.', title),
    vscode.l10n.t(
      '{0} needs {1} images: attach what is missing and choose it again.',
      title,
      number(minImages),
    ),
  );
}

/** A problem with the stored conversation, and what the user can do. */
export function storeProblemText(problem: StoreProblem): string {
  return storeProblems[problem]();
}

const storeProblems: Readonly<Record<StoreProblem, () => string>> = {
  damaged: () =>
    vscode.l10n.t('The stored conversation is damaged and was set aside. A new one was started.'),
  newerVersion: () =>
    vscode.l10n.t(
      'The stored conversation was written by a newer version of this extension and was set aside. Update the extension to continue it.',
    ),
  openElsewhere: () =>
    vscode.l10n.t(
      'This conversation was also continued in another window. Both are kept: this window has a copy.',
    ),
  notSaved: () =>
    vscode.l10n.t(
      'The conversation could not be saved. It stays here until the window closes: export it, or free some disk space.',
    ),
};

/** Rows of the setting that were left out; undefined when all are good. */
export function recipeProblemText(problems: readonly RecipeProblem[]): string | undefined {
  if (problems.length === 0) return undefined;
  return problems.map(({ row, what }) => recipeProblems[what](number(row))).join(' ');
}

const recipeProblems: Record<RecipeProblem['what'], (row: string) => string> = {
  noRow: (row) =>
    vscode.l10n.t(
      'Row {0} of askClaude.customRecipes was left out: it must be an object with a title and a prompt.',
      row,
    ),
  noTitle: (row) => vscode.l10n.t('Row {0} of askClaude.customRecipes was left out: it has no title.', row),
  noPrompt: (row) => vscode.l10n.t('Row {0} of askClaude.customRecipes was left out: it has no prompt.', row),
  unknownInsert: (row) =>
    vscode.l10n.t(
      'Row {0} of askClaude.customRecipes was left out: "insert" can be "answer" or "codeBlock".',
      row,
    ),
  titleTaken: (row) =>
    vscode.l10n.t('Row {0} of askClaude.customRecipes was left out: another row has the same title.', row),
};

export function redactedElsewhereText(name: string): string {
  return vscode.l10n.t(
    '{0} has changed since you redacted parts of it, so it would be left out. Remove it, attach it again and draw the boxes anew.',
    name,
  );
}

/** One sentence about something that was changed or left out on the way to the answer. */
export function noteText(note: Note): string {
  switch (note.what) {
    case 'leftOut':
      return vscode.l10n.t('Left out: {0}', refusalText(note.image, note.refusal));
    case 'refusedByServer':
      return vscode.l10n.t(
        '{0} was refused by the server and is no longer part of the conversation ({1}): convert or crop it and attach it again.',
        note.image,
        note.detail,
      );
    case 'reencoded':
      return vscode.l10n.t('{0} was re-encoded because the server could not read it as it was.', note.image);
    case 'changedOnDisk':
      return vscode.l10n.t('{0} has changed since it was last sent: the new version was sent.', note.image);
    case 'changedSinceRedacted':
      return vscode.l10n.t(
        '{0} was left out: it has changed since you redacted parts of it. Attach it again and draw the boxes anew.',
        note.image,
      );
    case 'resizedSinceChosen':
      return vscode.l10n.t(
        '{0} was left out: it has another size than when you chose a region of it. Attach it again and draw the region anew.',
        note.image,
      );
    case 'shrunk':
      return vscode.l10n.t(
        '{0} was sent at {1}, because {2}.',
        note.image,
        pixels(note.width, note.height),
        shrinkReason(note.why),
      );
    case 'droppedFromHistory':
      return vscode.l10n.t(
        '{0} was not sent again, because {1}: attach it again to ask about it.',
        note.image,
        shrinkReason(note.why),
      );
  }
}

function shrinkReason(why: ShrinkReason): string {
  return {
    manyImages: () =>
      vscode.l10n.t('the API allows at most 2000 pixels a side when a request holds more than 20 images'),
    imageBytes: () => vscode.l10n.t('the file was too large for the server'),
    count: () => vscode.l10n.t('the conversation holds more images than one request may'),
    requestBytes: () => vscode.l10n.t('all images together are larger than one request may be'),
    refusedByServer: () => vscode.l10n.t('the server refused the larger one'),
  }[why]();
}
