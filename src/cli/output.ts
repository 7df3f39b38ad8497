/** The report could not be written, because nobody reads any more, or the disk is full. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

/** Writes to stdout, and waits for a reader that is slower than we are. @throws {OutputError} */
export function print(text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(new OutputError(error.message, { cause: error }));
      else resolve();
    });
  });
}

/** Whether colours are wanted, by the rules that Node has for terminals: NO_COLOR, FORCE_COLOR, TERM. */
export function hasColors(): boolean {
  const { FORCE_COLOR: forced } = process.env;
  if (!process.stdout.isTTY) return forced !== undefined && forced !== '0' && forced !== 'false';
  return process.stdout.hasColors();
}
