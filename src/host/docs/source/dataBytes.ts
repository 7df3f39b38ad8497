import { percentDecoded } from '../../../core/docs/files/paths.ts';

/** The bytes in a `data:` address; undefined for any other address. */
export function dataBytes(address: string): Uint8Array | undefined {
  const data = /^data:[^,]*?(?<base64>;base64)?,(?<content>.*)$/is.exec(address)?.groups;
  if (!data) return undefined;
  const content = percentDecoded(data['content'] ?? '');
  return Uint8Array.from(Buffer.from(content, data['base64'] === undefined ? 'utf8' : 'base64'));
}
