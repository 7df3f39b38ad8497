/** Does something with a file; what goes wrong becomes one line on standard error and the exit code 1. */
export async function attempt(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

/** Ends a command that was called without sense. */
export function misused(usage: string): never {
  console.error(`usage: ${usage}`);
  process.exit(2);
}
