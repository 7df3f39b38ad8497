import * as vscode from 'vscode';
import { imageExtensions, imageFilePattern } from '../../core/image/fileNames.ts';

const imageName = new RegExp(imageFilePattern, 'i');

export function isImageName(name: string): boolean {
  return imageName.test(name);
}

/** An image with a name of its own: a file, or bytes that have no address. */
export type NamedImage = { readonly name: string } & (
  | { readonly uri: vscode.Uri }
  | { readonly bytes: Uint8Array }
);

export interface Targets {
  readonly images: readonly vscode.Uri[];
  /** Chosen files that are not images by their name. */
  readonly skipped: readonly vscode.Uri[];
  readonly named?: readonly NamedImage[];
}

/**
 * The files that a command was called on. Each menu passes different arguments: the Explorer a file and the whole selection, a tab
 * or a title button a file and its group, the image preview nothing but its own name, and the palette nothing at all.
 * Without any file it is the image of the active editor. (The menus of source control do not know the name of a file,
 * so they could only offer to ask about every file.)
 */
export function targetsOf(args: readonly unknown[]): Targets {
  const uris = urisOf(args);
  if (uris.length > 1) return sorted(uris);
  if (uris.length === 1) return { images: uris, skipped: [] };
  const active = activeImage();
  return { images: active ? [active] : [], skipped: [] };
}

/** The files and folders that a command was called on; empty where a menu passes something else, or nothing. */
export function urisOf([first, second]: readonly unknown[]): readonly vscode.Uri[] {
  if (isUriList(second) && second.length > 0) return second;
  return first instanceof vscode.Uri ? [first] : [];
}

/** Lets the user choose images; empty when nothing was chosen. */
export async function pickImages(): Promise<readonly vscode.Uri[]> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Ask Claude: Choose Images'),
    openLabel: vscode.l10n.t('Ask Claude'),
    canSelectMany: true,
    filters: { [vscode.l10n.t('Images')]: [...imageExtensions], [vscode.l10n.t('All Files')]: ['*'] },
  });
  return chosen ?? [];
}

function sorted(uris: readonly vscode.Uri[]): Targets {
  const images = uris.filter((uri) => isImageName(uri.path));
  // A selection without any image name may still be what the user means: say for each why it cannot be used.
  if (images.length === 0) return { images: uris, skipped: [] };
  return { images, skipped: uris.filter((uri) => !isImageName(uri.path)) };
}

function isUriList(value: unknown): value is readonly vscode.Uri[] {
  return Array.isArray(value) && value.every((one) => one instanceof vscode.Uri);
}

function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const isShown = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return isShown && isImageName(input.uri.path) ? input.uri : undefined;
}
