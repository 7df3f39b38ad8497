import { isClaudeApi, normalizeBaseUrl } from '../../core/api/address.ts';
import type { AskOptions } from '../../core/ask/asking.ts';
import { FailureError } from '../../core/errors.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';

/**
 * The settings of a run as they are now.
 *
 * @throws FailureError `noKey` when the Claude API is asked without a key (a server of one's own may do without), and
 * `wrongAddress` for a base URL that is none.
 */
export async function askOptions(keys: KeyStore): Promise<AskOptions> {
  const { model, baseUrl, imageDetail, maxTokens, effort, zoom } = readSettings();
  const address = normalizeBaseUrl(baseUrl);
  const { key } = await keys.read();
  if (key === undefined && isClaudeApi(address)) throw new FailureError({ kind: 'noKey', detail: '' });
  return { model, baseUrl: address, detail: imageDetail, maxTokens, zoom, ...(effort && { effort }) };
}
