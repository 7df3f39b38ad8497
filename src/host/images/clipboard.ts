import type * as vscode from 'vscode';
import { clipboardRefused, noImageInClipboard } from '../ui/sentences.ts';
import { namedImages } from './imageAddresses.ts';

/** Milliseconds after which the panel is no longer asked: whoever shows it later does not expect that. */
const patience = 10_000;

/** What is in the clipboard. The editor would give its text, but only the panel can read an image. */
export interface Clipboard {
  /** Asks the panel, which answers with images, or with a text. */
  readonly take: () => void;
  /** True while the panel is asked. */
  readonly isWanted: () => boolean;
  /** The panel has brought images, from wherever. */
  readonly brought: () => void;
  /** There is a text in the place of an image: attaches the images that it names. Undefined: the panel may not look. */
  readonly readAs: (text: string | undefined) => Promise<void>;
}

export interface ClipboardParts {
  readonly attach: (images: readonly vscode.Uri[]) => Promise<unknown>;
  /** Shows a notice in the panel; nothing takes it away. */
  readonly say: (text?: string) => void;
}

export function createClipboard({ attach, say }: ClipboardParts): Clipboard {
  let until = 0;
  return {
    take: () => {
      until = Date.now() + patience;
      say();
    },
    isWanted: () => Date.now() < until,
    brought: () => {
      until = 0;
    },
    readAs: async (text) => {
      until = 0;
      if (text === undefined) return say(clipboardRefused);
      const named = await namedImages(text);
      if (named.length === 0) return say(noImageInClipboard);
      await attach(named);
    },
  };
}
