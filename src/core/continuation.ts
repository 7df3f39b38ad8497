/** How much of the interrupted answer is quoted, in characters. */
const quoted = 300;

/**
 * Asks a model to go on with an answer that was cut off. A user's turn, because current models refuse an answer that
 * is begun for them (Streaming docs, "error recovery", Aug 2026).
 */
export function continueQuestion(answer: string): string {
  const end = answer.trimEnd().slice(-quoted);
  return `Your previous answer was interrupted. It ended with:\n\n${end}\n\nContinue exactly where it stops, without repeating anything.`;
}
