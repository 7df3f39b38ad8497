import * as v from 'valibot';

/** Most characters of a schema: it is sent with each question. */
const longest = 100_000;

/** A JSON schema that a user wrote, or why it is none. */
export type SchemaText =
  | { readonly schema: Readonly<Record<string, unknown>> }
  | { readonly problem: SchemaProblem };

export type SchemaProblem = 'tooLong' | 'notJson' | 'noObject' | 'notFound';

/** Reads the text of a `*.schema.json` file. */
export function readSchemaText(text: string): SchemaText {
  if (text.length > longest) return { problem: 'tooLong' };
  try {
    const parsed = v.safeParse(v.record(v.string(), v.unknown()), JSON.parse(text));
    return parsed.success && !Array.isArray(parsed.output)
      ? { schema: parsed.output }
      : { problem: 'noObject' };
  } catch {
    return { problem: 'notJson' };
  }
}

/** What the model is asked to fill the schema with the content of an image. */
export function dataInstruction(schema: Readonly<Record<string, unknown>>): string {
  return `Read the data in the image into one JSON object that follows this JSON schema: ${JSON.stringify(schema)}\nKeep texts as they are written. Leave out an optional field, or use null where the schema allows it, when the image does not show its value; never guess one. Answer with the JSON object alone.`;
}
