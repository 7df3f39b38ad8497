import { FailureError } from '../errors.ts';
import { trimEnd } from '../trimEnd.ts';

export const anthropicAddress = 'https://api.anthropic.com';

/** Whether a normalised base URL is the Claude API itself, which answers nothing without a key. */
export function isClaudeApi(baseUrl: string): boolean {
  return /^([\w-]+\.)*(anthropic|claude)\.com$/.test(new URL(baseUrl).host);
}

/**
 * A typed base URL as requests are built from it: without `/v1`, `/v1/messages` or a slash at its end. Empty means
 * the Claude API.
 *
 * @throws FailureError `wrongAddress` when it is no http(s) address, or carries a user name or password.
 */
export function normalizeBaseUrl(typed: string): string {
  const text = typed.trim();
  if (text === '') return anthropicAddress;
  if (!/^https?:\/\//i.test(text)) throw wrongAddress(`"${text}" does not begin with https:// or http://`);
  if (!URL.canParse(text)) throw wrongAddress(`"${text}" is not an address`);
  const url = new URL(text);
  if (url.username || url.password) throw wrongAddress('the address holds a user name or a password');
  return url.origin + trimEnd(url.pathname, '/').replace(/\/v1(\/messages)?$/, '');
}

function wrongAddress(detail: string): FailureError {
  return new FailureError({ kind: 'wrongAddress', detail });
}
