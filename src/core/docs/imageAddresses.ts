import { findImages } from './find.ts';

/** The images that a text gives by address. */
export interface ImageAddresses {
  /** On the web, or with the image in them (`data:`); each once, in the order of the text. */
  readonly addresses: readonly string[];
  /** The text is nothing but addresses, one in a line: whoever passes it on has seen them. */
  readonly alone: boolean;
}

/** Finds addresses that stand alone, else those of the images that the text shows as Markdown or HTML. */
export async function imageAddressesOf(text: string): Promise<ImageAddresses> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  if (filled.length > 0 && filled.every(isAddress)) return { addresses: [...new Set(filled)], alone: true };
  const shown = (await findImages(text, 'markdown')).map(({ source }) => source);
  const addresses = shown.filter(({ computed }) => !computed).map((source) => source.text);
  return { addresses: [...new Set(addresses.filter(isAddress))], alone: false };
}

function isAddress(text: string): boolean {
  if (/^data:image\//i.test(text)) return true;
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
