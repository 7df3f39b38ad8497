import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmulator } from '../test/emulator/emulator.ts';
import { run } from '../test/launch/command.ts';
import { launchEditor } from '../test/launch/editor.ts';
import { packageExtension } from '../test/launch/packageExtension.ts';
import { address } from '../test/launch/workbench.ts';
import { writeSamples } from '../test/samples/write.ts';

/**
 * The playground: a real editor with the packaged extension and a small project to ask about. Without a key in the
 * environment, a stand-in for the Messages API answers.
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, oldest: { type: 'boolean', default: false } },
});
const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), orphaned()]);
// A terminal sends Ctrl+C to every process of its group, and the runner of this script passes it on once more.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
const key = process.env['ANTHROPIC_API_KEY'];

console.log('Packaging the extension …');
await run('npm', ['run', 'package'], '.');
const folder = await mkdtemp(join(tmpdir(), 'ask-claude-playground-'));
const workspace = join(folder, 'tidewater');
await writeSamples(workspace);
// Opens the panel in a fresh page: the side bar alone would open without a view, and stay empty.
const opener = await packageExtension('scripts/playground', folder);
const emulator = key ? undefined : await startEmulator({ pace: 25 });
console.log('Starting the editor (the first time, it is installed from npm) …');
const editor = await launchEditor({
  lane: values.oldest ? 'oldest' : 'newest',
  workspace,
  extension: { vsix: 'ask-claude-images.vsix' },
  others: [opener],
  settings: { ...(emulator && { 'askClaude.baseUrl': emulator.url }) },
  env: { ANTHROPIC_API_KEY: key ?? 'sk-ant-stand-in' },
  port: Number(values.port),
});

console.log(
  emulator
    ? `\nANTHROPIC_API_KEY is not set: answers come from a stand-in at ${emulator.url}, and no model is called.`
    : '\nANTHROPIC_API_KEY is set: questions go to the Messages API, and cost money.',
);
console.log(`\n  ${address(editor)}\n\nOpen this address in a browser; Ctrl+C ends it all.`);
await interrupted;
await Promise.all([editor.close(), emulator?.close()]);
await rm(folder, { recursive: true, force: true });
process.exit(0);

/** A signal that is meant for `npm start` ends npm and its shell, but is not passed on to what the shell runs. */
async function orphaned(): Promise<void> {
  const parent = process.ppid;
  while (process.ppid === parent) await setTimeout(500);
}
