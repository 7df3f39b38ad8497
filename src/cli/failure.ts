import { plain } from '../core/docs/report/terminal.ts';
import type { OutputError } from './output.ts';

/** Why the command could not be run, in a sentence for the user. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A sentence for the user, beside the report. */
export function say(sentence: string): void {
  process.stderr.write(`ask-claude-images: ${plain(sentence)}\n`);
}

/** What ended a command, in a sentence for the user; '' where nobody reads what it says, such as `head`. */
export function ending(error: CliError | OutputError): string {
  if (error instanceof CliError) return error.message;
  const { cause } = error;
  const isClosed = cause instanceof Error && 'code' in cause && cause.code === 'EPIPE';
  return isClosed ? '' : `What was found could not be written: ${systemWords(cause)}.`;
}

/** The words of the system: "ENOENT: no such file or directory", without its path. */
export function systemWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/, \w+(?: '.*')?$/, '');
}
