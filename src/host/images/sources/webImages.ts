import * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import { nameOf, percentDecoded } from '../../../core/docs/files/paths.ts';
import { imageAddressesOf } from '../../../core/docs/imageAddresses.ts';
import { dataBytes } from '../../docs/source/dataBytes.ts';
import { fetchImage } from '../../docs/source/remoteImage.ts';
import { askForText, confirm } from '../../ui/dialogs.ts';
import { withLateProgress } from '../../ui/progress.ts';
import type { NamedImage, Targets } from '../commandTargets.ts';
import { namedBytes } from './namedBytes.ts';

/** Images that are fetched for one text. */
const most = 20;

/**
 * The images that a text gives by address: fetched, or decoded where the address holds them. Addresses that stand in
 * other words may be those of a model, and fetching tells their servers something, so the user is asked first. Undefined
 * when there is none, or the user does not want it.
 *
 * @throws RefusalError for what cannot be read; FailureError when a server cannot be reached.
 */
export async function imagesNamedIn(text: string, fetch: () => Promise<Fetch>): Promise<Targets | undefined> {
  const { addresses, alone } = await imageAddressesOf(text);
  const wanted = addresses.slice(0, most);
  if (wanted.length === 0 || !(alone || (await agreesToFetch(wanted)))) return undefined;
  const title = vscode.l10n.t('Ask Claude: Fetching the image');
  const named = await withLateProgress(title, async (signal) => {
    const images: NamedImage[] = [];
    for (const address of wanted) images.push(await imageAt(address, fetch, signal));
    return images;
  });
  return { images: [], skipped: [], named };
}

/** Asks for an address, which the clipboard may hold already. Undefined when the user backs out. */
export async function askForAddress(fetch: () => Promise<Fetch>): Promise<Targets | undefined> {
  const copied = (await vscode.env.clipboard.readText()).trim();
  const { alone } = await imageAddressesOf(copied);
  const text = await askForText({
    title: vscode.l10n.t('Ask Claude: Ask About Image Address'),
    prompt: vscode.l10n.t('The address of an image: https://… or data:image/…'),
    ...(alone && { value: copied }),
    ignoreFocusOut: true,
    validateInput: async (value) =>
      value.trim() === '' || (await imageAddressesOf(value)).alone
        ? undefined
        : vscode.l10n.t('This is no address of an image.'),
  });
  return text === undefined || text.trim() === '' ? undefined : imagesNamedIn(text, fetch);
}

async function imageAt(
  address: string,
  fetch: () => Promise<Fetch>,
  signal: AbortSignal,
): Promise<NamedImage> {
  const embedded = dataBytes(address);
  if (embedded) return namedBytes('image', embedded);
  const url = new URL(address);
  return namedBytes(
    nameOf(percentDecoded(url.pathname)) || url.hostname,
    await fetchImage(await fetch(), url, signal),
  );
}

async function agreesToFetch(addresses: readonly string[]): Promise<boolean> {
  const onTheWeb = addresses.filter((address) => !/^data:/i.test(address));
  if (onTheWeb.length === 0) return true;
  return confirm(
    vscode.l10n.t('Fetch the images that this text shows?'),
    onTheWeb.join('\n'),
    vscode.l10n.t('Fetch'),
  );
}
