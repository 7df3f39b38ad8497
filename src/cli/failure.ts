/** Why the command could not be run, in a sentence for the user. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A sentence for the user, beside the report. */
export function say(sentence: string): void {
  process.stderr.write(`ask-claude-images: ${sentence}\n`);
}

/** The words of the system: "ENOENT: no such file or directory", without its path. */
export function systemWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, \w+(?: '.*')?$/, '');
}
