import { anthropicAddress, isClaudeApi, normalizeBaseUrl } from '../../core/api/address.ts';
import type { AskOptions } from '../../core/ask/asking.ts';
import type { AnsweredBy } from '../../core/docs/altText/answerCache.ts';
import { FailureError } from '../../core/errors.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings, type Settings } from '../settings.ts';

/**
 * The settings of a run as they are now.
 *
 * @throws FailureError `noKey` when the Claude API is asked without a key (a server of one's own may do without), and
 * `wrongAddress` for a base URL that is none.
 */
export async function askOptions(keys: KeyStore): Promise<AskOptions> {
  const { provider, model, baseUrl, imageDetail: detail, maxTokens, effort, zoom } = readSettings();
  // The limits of the Claude API are those of the strictest servers behind the editor's models.
  if (provider === 'vscode') return { model, baseUrl: anthropicAddress, detail, maxTokens, zoom: 0 };
  const address = normalizeBaseUrl(baseUrl);
  const { key } = await keys.read();
  if (key === undefined && isClaudeApi(address)) throw new FailureError({ kind: 'noKey', detail: '' });
  return { model, baseUrl: address, detail, maxTokens, zoom, ...(effort && { effort }) };
}

/** Who answers by these settings, key or no key. @throws FailureError `wrongAddress` for a base URL that is none. */
export function answeredBy({ provider, model, baseUrl }: Settings): AnsweredBy {
  return { model, baseUrl: provider === 'vscode' ? provider : normalizeBaseUrl(baseUrl) };
}
