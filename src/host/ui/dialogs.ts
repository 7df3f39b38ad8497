import * as vscode from 'vscode';
import { literalText } from './literalText.ts';

/*
 * Everything that VS Code shows of ours in its own notifications and boxes goes through this file, so that no word of a
 * document, a model or a server becomes a link or an icon there. The linter forbids the functions of `vscode.window`
 * elsewhere.
 */

/** The pressed button; undefined when the notification was closed. */
export function showInformation<Button extends string>(
  text: string,
  ...buttons: readonly Button[]
): Thenable<Button | undefined> {
  return vscode.window.showInformationMessage(literalText(text), ...buttons);
}

/** The pressed button; undefined when the notification was closed. */
export function showWarning<Button extends string>(
  text: string,
  ...buttons: readonly Button[]
): Thenable<Button | undefined> {
  return vscode.window.showWarningMessage(literalText(text), ...buttons);
}

/** The pressed button; undefined when the notification was closed. */
export function showError<Button extends string>(
  text: string,
  ...buttons: readonly Button[]
): Thenable<Button | undefined> {
  return vscode.window.showErrorMessage(literalText(text), ...buttons);
}

/** A modal question; true when `button` was pressed. */
export async function confirm(text: string, detail: string, button: string): Promise<boolean> {
  return (await choose(text, detail, [button])) === button;
}

/** A modal question; the pressed button, undefined when it was canceled. */
export function choose<Button extends string>(
  text: string,
  detail: string,
  buttons: readonly Button[],
): Thenable<Button | undefined> {
  const options = { modal: true, detail: literalText(detail, 2000) };
  return vscode.window.showWarningMessage(literalText(text), options, ...buttons);
}

/** A row of a list; icons come from `iconPath`, never from the text. */
export type PickItem = vscode.QuickPickItem;

/** The chosen row; undefined when the user backed out. */
export function pick<Item extends PickItem>(
  items: readonly Item[] | Promise<readonly Item[]>,
  options: vscode.QuickPickOptions,
): Thenable<Item | undefined> {
  const literal = async () => (await items).map(literalItem);
  return vscode.window.showQuickPick(literal(), options);
}

/** A list that stays open while the user works in it. */
export function createList<Item extends PickItem>(
  title: string,
  items: readonly Item[],
): vscode.QuickPick<Item> {
  const list = vscode.window.createQuickPick<Item>();
  list.title = literalText(title);
  list.items = items.map(literalItem);
  return list;
}

/** The row with its words shown to the letter. */
function literalItem<Item extends PickItem>(item: Item): Item {
  return {
    ...item,
    label: literalText(item.label),
    ...(item.description !== undefined && { description: literalText(item.description) }),
    ...(item.detail !== undefined && { detail: literalText(item.detail) }),
  };
}

/** A button in the title of a box that opens a page of ours. */
export interface PageButton {
  readonly tooltip: string;
  readonly address: string;
}

/** The entered secret, masked, beside a button that opens the page where it is had; undefined when the user backed out. */
export function askForSecret(options: vscode.InputBoxOptions, page: PageButton): Promise<string | undefined> {
  const { title, prompt = '', placeHolder, validateInput } = options;
  const box = vscode.window.createInputBox();
  Object.assign(box, { title, placeholder: placeHolder, password: true, ignoreFocusOut: true });
  box.prompt = literalText(prompt);
  box.buttons = [{ iconPath: new vscode.ThemeIcon('link-external'), tooltip: page.tooltip }];
  const check = async () => {
    box.validationMessage = (await validateInput?.(box.value)) ?? undefined;
    return box.validationMessage;
  };
  return new Promise((resolve) => {
    box.onDidChangeValue(check);
    box.onDidTriggerButton(() => vscode.env.openExternal(vscode.Uri.parse(page.address)));
    box.onDidAccept(async () => {
      if (isError(await check())) return;
      resolve(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

function isError(message: vscode.InputBox['validationMessage']): boolean {
  if (typeof message === 'string') return message !== '';
  return message?.severity === vscode.InputBoxValidationSeverity.Error;
}

/** The entered text; undefined when the user backed out. */
export function askForText(options: vscode.InputBoxOptions): Thenable<string | undefined> {
  const { prompt } = options;
  return vscode.window.showInputBox({
    ...options,
    ...(prompt !== undefined && { prompt: literalText(prompt) }),
  });
}
