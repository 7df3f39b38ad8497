import * as vscode from 'vscode';
import { literalText } from './literalText.ts';

/** Something that goes on. */
export interface OngoingWork {
  /** Says how far it is. May be called as often as there is something to say. */
  readonly say: (text: string) => void;
  readonly end: () => void;
}

/** Shortest time between two texts, in ms. */
const pause = 100;

/** The one item in the status bar: it is there while something goes on. What has begun last is shown. */
export class StatusItem implements vscode.Disposable {
  readonly #ongoing = new Map<OngoingWork, { readonly command: vscode.Command; readonly text: string }>();
  #item: vscode.StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Begins to show that something goes on; a click on it runs the command. */
  begin(action: Pick<vscode.Command, 'command' | 'arguments'>): OngoingWork {
    const command = { ...action, title: '' };
    const work: OngoingWork = {
      say: (text) => {
        this.#ongoing.set(work, { command, text });
        this.#showSoon();
      },
      end: () => {
        this.#ongoing.delete(work);
        this.#showSoon();
      },
    };
    return work;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#item?.dispose();
  }

  #showSoon(): void {
    this.#timer ??= setTimeout(() => this.#show(), pause);
  }

  #show(): void {
    this.#timer = undefined;
    const latest = [...this.#ongoing.values()].at(-1);
    if (!latest) {
      this.#item?.hide();
      return;
    }
    const item = this.#item ?? createItem();
    item.text = `$(loading~spin) ${literalText(latest.text)}`;
    item.accessibilityInformation = { label: latest.text, role: 'button' };
    item.command = latest.command;
    item.show();
    this.#item = item;
  }
}

function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('askClaude.work', vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Ask Claude: Alt Texts');
  return item;
}
