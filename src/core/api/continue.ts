/**
 * The question that makes a model go on with an answer that was cut off. A question, since current models refuse to
 * have the beginning of their answer put into their mouth (Errors docs, Aug 2026).
 */
export function continueQuestion(cutOff: string): string {
  const end = cutOff.trimEnd().slice(-quoted);
  return `Your previous response was interrupted and ended with «${end}». Continue from where you left off, without repeating anything and without an introduction.`;
}

/** Characters that are enough to find the place again. */
const quoted = 200;
