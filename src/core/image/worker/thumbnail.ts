import { prepareBytes, withBase64 } from './prepare.ts';

/** A small picture of a file that a webview cannot show, as a data URL whose longest side is at most `side` pixels. */
export async function thumbnail(bytes: Uint8Array, side: number): Promise<string> {
  const limits = {
    tierSide: Math.ceil(side / 28) * 28,
    tierTokens: Infinity,
    maxSide: side,
    maxBase64Bytes: 1_048_576,
  };
  const { mediaType, base64 } = withBase64(await prepareBytes(bytes, { limits }, ''));
  return `data:${mediaType};base64,${base64}`;
}
