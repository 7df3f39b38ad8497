import { EXIT } from './exit.ts';
import { say } from './failure.ts';
import { help, version } from './help.ts';
import { parseArguments } from './parseArguments.ts';

/** Runs a command line; the exit code. `worker` is the built `worker.js`. */
export async function run(args: readonly string[], worker: URL): Promise<number> {
  const request = parseArguments(args);
  switch (request.command) {
    case 'help':
      process.stdout.write(help);
      return EXIT.good;
    case 'version':
      process.stdout.write(`${version}\n`);
      return EXIT.good;
    case 'misused':
      say(`${request.why} See ask-claude-images --help.`);
      return EXIT.failed;
    case 'audit':
      return (await import('./audit.ts')).audit(request);
    case 'write':
      return (await import('./write/write.ts')).write(request, worker);
  }
}
