import { formatMessages } from 'esbuild';

/**
 * Rebuilds the bundles on change and prints what the task "npm: watch" waits for (.vscode/tasks.json): a line when a
 * build begins, its messages, and a line when every bundle is up to date, so that F5 never starts an older one.
 * @param {import('esbuild').BuildOptions[]} bundles
 * @returns {import('esbuild').BuildOptions[]}
 */
export function announced(bundles) {
  const stale = new Set(bundles);
  return bundles.map((bundle) => {
    const announce = {
      name: 'announce',
      setup(build) {
        build.onStart(() => {
          stale.add(bundle);
          console.log('[watch] build started');
        });
        build.onEnd(async ({ errors, warnings }) => {
          for (const line of await formatMessages(warnings, { kind: 'warning' })) console.log(line);
          for (const line of await formatMessages(errors, { kind: 'error' })) console.log(line);
          stale.delete(bundle);
          if (stale.size === 0) console.log('[watch] build finished');
        });
      },
    };
    return { ...bundle, logLevel: 'silent', plugins: [...(bundle.plugins ?? []), announce] };
  });
}
