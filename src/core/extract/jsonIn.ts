/** Most characters of an answer in which JSON is looked for. */
const longest = 4_000_000;

/**
 * The JSON object or array in an answer, which may stand in a code block or among sentences where a server has no
 * structured output. Undefined when there is none, or it was cut off.
 */
export function jsonIn(answer: string): unknown {
  if (answer.length > longest) return undefined;
  const start = answer.search(/[[{]/);
  const end = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'));
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(answer.slice(start, end + 1));
  } catch {
    return undefined;
  }
}
