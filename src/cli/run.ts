import { help, version } from './help.ts';
import { parseArguments } from './parseArguments.ts';

/** Exit codes: 0 nothing to do, 1 findings, 2 it could not be run. */
export const EXIT = { good: 0, findings: 1, failed: 2 } as const;

/** Runs a command line; the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const request = parseArguments(args);
  switch (request.command) {
    case 'help':
      process.stdout.write(help);
      return EXIT.good;
    case 'version':
      process.stdout.write(`${version}\n`);
      return EXIT.good;
    case 'misused':
      process.stderr.write(`ask-claude-images: ${request.why} See ask-claude-images --help.\n`);
      return EXIT.failed;
    case 'audit':
      return (await import('./audit.ts')).audit(request);
  }
}
