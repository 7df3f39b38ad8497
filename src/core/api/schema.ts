import * as v from 'valibot';
import { FailureError } from '../errors.ts';

/** Most characters of a word of the server that is shown or stored: an id, a name, a code. */
export const nameLength = 256;

/** An id or a name. */
export const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(nameLength));

/** Tokens or pixels. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A field that only informs: undefined when it is absent or is not what it should be. */
export function lenient<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

/**
 * A value from a server as one of ours. It holds the fields of the schema and no others.
 *
 * @throws FailureError `invalidResponse`, which names the field at fault but not its value.
 */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]);
  throw invalid(field ? `${field} is not what it should be` : 'it is not an object of the API');
}

/** As {@link parse}, for text that should be JSON. */
export function parseJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const value = jsonOf(text);
  if (!value) throw invalid('it is not a JSON object');
  return parse(schema, value);
}

/** A JSON object; undefined for anything else. */
export function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function invalid(detail: string): FailureError {
  return new FailureError({ kind: 'invalidResponse', detail });
}
