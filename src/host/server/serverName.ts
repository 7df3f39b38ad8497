import { anthropicAddress, isClaudeApi } from '../../core/api/address.ts';

/** The server of a base URL as people know it; undefined for the Claude API itself, which always wants a key. */
export function otherServer(baseUrl: string): string | undefined {
  const address = baseUrl === '' ? anthropicAddress : baseUrl;
  if (!URL.canParse(address)) return address;
  return isClaudeApi(address) ? undefined : new URL(address).host;
}
