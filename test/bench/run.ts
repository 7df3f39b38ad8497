/** Runs all benchmarks, or the named one with its arguments, on the Node of the newest editor: `images --quick`. */
import { spawnSync } from 'node:child_process';
import { installNode } from '../launch/edition.ts';

const [named, ...rest] = process.argv.slice(2);
const benchmarks = named
  ? [named]
  : [
      'activation',
      'conversations',
      'docs',
      'images',
      'jpeg',
      'legible',
      'review',
      'startup',
      'streaming',
      'svg',
    ];
const node = await installNode('newest');
spawnSync(node, ['--version'], { stdio: 'inherit' });
for (const name of benchmarks) {
  const { status } = spawnSync(node, ['--import', 'tsx', `test/bench/${name}.ts`, ...rest], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
