import { anthropicAddress } from '../core/api/address.ts';
import { dialectOf } from '../core/api/dialects.ts';

/** The server of a base URL as people know it; undefined for the Claude API itself, which always wants a key. */
export function otherServer(baseUrl: string): string | undefined {
  const address = baseUrl === '' ? anthropicAddress : baseUrl;
  if (!URL.canParse(address)) return address;
  return dialectOf(address).needsKey ? undefined : new URL(address).host;
}
