import type { Json } from './json.ts';
import type { ScriptedAnswer, ScriptedCall, StatusFault, StopReason } from './script.ts';

export const answer = (text: string): ScriptedAnswer => ({ kind: 'answer', text });

/** An answer whose deltas go out one by one, each when `release()` says so. */
export const held = (...deltas: string[]): ScriptedAnswer => ({ kind: 'answer', deltas, held: true });

export const stall = (after: number): ScriptedAnswer => breaking('stall', after);
export const onlyPings = (after: number): ScriptedAnswer => breaking('pings', after);
export const cut = (after: number): ScriptedAnswer => breaking('cut', after);
export const cutBeforeStop = (): ScriptedAnswer => breaking('cut', 'message_delta');

export function errorMidStream(
  after: number,
  type = 'overloaded_error',
  message = 'Overloaded',
): ScriptedAnswer {
  return { kind: 'answer', breaks: { how: 'error', after, error: { type, message } } };
}

export const stopping = (stopReason: StopReason, text?: string): ScriptedAnswer => ({
  kind: 'answer',
  stopReason,
  ...(text !== undefined && { text }),
});

export const refusal = (explanation: string): ScriptedAnswer => ({
  kind: 'answer',
  deltas: [],
  stopReason: 'refusal',
  stopDetails: { type: 'refusal', category: 'general_harms', explanation },
});

/** A call of the zoom tool. */
export const zoom = (
  image: number,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
): ScriptedCall => ({ name: 'zoom', input: { image, x1, y1, x2, y2 } });

export const calling = (text: string, ...calls: ScriptedCall[]): ScriptedAnswer => ({
  kind: 'answer',
  text,
  calls,
});

/** A model that looks so many times, each time at another part of the first image, and then answers. */
export function zooming(looks: number, results: number): ScriptedAnswer {
  if (results >= looks) return answer(`I looked closer ${results} times.`);
  const at = 100 * results;
  return calling(`Look number ${results + 1}.`, zoom(1, [at, at, at + 300, at + 100]));
}

export const status = (code: number, message: string, details?: Json): StatusFault => ({
  kind: 'status',
  status: code,
  message,
  ...(details && { details }),
});

export const overloaded = (): StatusFault => status(529, 'Overloaded');

export const rateLimited = (seconds: number): StatusFault => ({
  ...status(429, 'This request would exceed the rate limit for your organization.'),
  headers: { 'retry-after': String(seconds) },
});

/** Spend limits come as 429 without `retry-after`: waiting does not help. */
export const spendLimit = (): StatusFault =>
  status(429, 'You have reached your enforced monthly spend limit.', {
    error_code: 'enforced_spend_limit_reached',
  });

/** @param paths places such as `messages.0.content.1` */
export function dimensionsTooLarge(paths: readonly string[], pixels = 2000): StatusFault {
  const rule = pixels === 2000 ? ' for many-image requests' : '';
  return status(
    400,
    `${paths[0]}.image.source.base64.data: At least one of the image dimensions exceed max allowed size${rule}: ${pixels} pixels`,
    { error_code: 'image_dimensions_too_large', max_side_length_pixels: pixels, paths },
  );
}

function breaking(how: 'stall' | 'pings' | 'cut', after: number | 'message_delta'): ScriptedAnswer {
  return { kind: 'answer', breaks: { how, after } };
}
