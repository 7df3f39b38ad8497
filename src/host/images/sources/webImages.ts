import * as vscode from 'vscode';
import type { Fetch } from '../../../core/api/answerTypes.ts';
import { nameOf, percentDecoded } from '../../../core/docs/files/paths.ts';
import { imageAddressesOf } from '../../../core/docs/imageAddresses.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { dataBytes } from '../../docs/source/dataBytes.ts';
import { fetchImage } from '../../docs/source/remoteImage.ts';
import { askForText, confirm, showWarning } from '../../ui/dialogs.ts';
import { withLateProgress } from '../../ui/progress.ts';
import { refusalText } from '../../ui/refusalText.ts';
import type { NamedImage, Targets } from '../commandTargets.ts';
import { namedBytes } from './namedBytes.ts';

/** Images that are fetched for one text. */
const most = 20;

/**
 * The images that a text gives by address: fetched, or decoded where the address holds them. Addresses that stand in
 * other words may be those of a model, and fetching tells their servers something, so the user is asked first. Undefined
 * when there is none, or the user does not want it. What cannot be read of several is named in a warning.
 *
 * @throws RefusalError when none can be read.
 */
export async function imagesNamedIn(text: string, fetch: () => Promise<Fetch>): Promise<Targets | undefined> {
  const { addresses, alone } = await imageAddressesOf(text);
  const wanted = addresses.slice(0, most);
  if (wanted.length === 0 || !(alone || (await agreesToFetch(wanted)))) return undefined;
  const title = vscode.l10n.t('Ask Claude: Fetching the image');
  const { named, refused } = await withLateProgress(title, (signal) => readEach(wanted, fetch, signal));
  if (refused[0] && named.length === 0) throw refused[0].error;
  if (refused.length > 0)
    void showWarning(refused.map(({ name, error }) => refusalText(name, error.refusal)).join(' '));
  return { images: [], skipped: [], named };
}

interface ReadImages {
  readonly named: readonly NamedImage[];
  readonly refused: readonly { readonly name: string; readonly error: RefusalError }[];
}

/** One after the other. @throws the reason of `signal`. */
async function readEach(
  addresses: readonly string[],
  fetch: () => Promise<Fetch>,
  signal: AbortSignal,
): Promise<ReadImages> {
  const named: NamedImage[] = [];
  const refused: { name: string; error: RefusalError }[] = [];
  for (const address of addresses)
    try {
      named.push(await imageAt(address, fetch, signal));
    } catch (error) {
      if (!(error instanceof RefusalError) || signal.aborted) throw error;
      refused.push({ name: nameAt(address), error });
    }
  return { named, refused };
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
  const bytes = embedded ?? (await fetchImage(await fetch(), new URL(address), signal));
  return namedBytes(nameAt(address), bytes);
}

/** The file name in an address, or its host. */
function nameAt(address: string): string {
  if (/^data:/i.test(address)) return 'image';
  const url = new URL(address);
  return nameOf(percentDecoded(url.pathname)) || url.hostname;
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
