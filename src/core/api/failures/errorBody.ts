import * as v from 'valibot';
import { count, jsonOf, lenient, name } from '../schema.ts';

/** The contents of an error's body, as the API or a server that resembles it sends it. */
export interface ErrorBody {
  readonly type: string | undefined;
  /** Empty when there is none. At most {@link messageLength} characters. */
  readonly message: string;
  readonly code: string | undefined;
  /** The images at fault, as `messages.1.content.2`. */
  readonly paths: readonly string[];
  /** Pixels. */
  readonly maxSide: number | undefined;
}

/** Most characters that are kept of a message: it is shown and stored, and every pattern below reads it. */
const messageLength = 2000;

const text = v.pipe(v.string(), v.nonEmpty());
const code = lenient(name);

const details = v.object({
  error_code: code,
  paths: lenient(v.array(v.string())),
  max_side_length_pixels: lenient(v.pipe(count, v.minValue(1))),
});

const schema = v.object({
  error: lenient(
    v.union([text, v.object({ type: code, message: lenient(text), details: lenient(details) })]),
  ),
  message: lenient(text),
  detail: lenient(text),
});

/** Reads `{"error": {"type", "message", "details"}}`, and what other servers send in its place. */
export function errorBody(value: unknown): ErrorBody {
  const body = v.parse(lenient(schema), value);
  const error = typeof body?.error === 'string' ? { message: body.error } : body?.error;
  return {
    type: error?.type,
    message: (error?.message ?? body?.message ?? body?.detail ?? '').slice(0, messageLength),
    code: error?.details?.error_code,
    paths: error?.details?.paths ?? [],
    maxSide: error?.details?.max_side_length_pixels,
  };
}

/** The error that a body of text describes: as JSON, as a page or in words. */
export function errorBodyOf(text: string): ErrorBody {
  const json = jsonOf(text);
  return json ? errorBody(json) : { ...errorBody(undefined), message: readable(text) };
}

/** The title of a page, else its text. */
function readable(text: string): string {
  const title = /<title[^<>]*>([^<]*)/i.exec(text)?.[1] ?? text;
  return title
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}
