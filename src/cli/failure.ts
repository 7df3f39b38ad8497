/** Why the command could not be run, in a sentence for the user. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** The words of the system: "ENOENT: no such file or directory", without its path. */
export function systemWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, \w+(?: '.*')?$/, '');
}
