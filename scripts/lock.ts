import { readFile, writeFile } from 'node:fs/promises';

/**
 * Completes package-lock.json with the binary packages for other systems. npm leaves out of it what the registry at
 * hand does not serve, and `npm ci` then refuses the lock file on every machine.
 */
const file = 'package-lock.json';
const text = await readFile(file, 'utf8');
const lock: { packages: Record<string, Locked> } = JSON.parse(text);
for (const [folder, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    const own = `${folder}/node_modules/${name}`;
    const path = own in lock.packages ? own : `node_modules/${name}`;
    // `npm install` keeps the entries made here, but forgets what systems they are for.
    if (lock.packages[path]?.integrity) continue;
    lock.packages[path] = { version, ...system(name), dev: true, optional: true };
  }
}
const sorted = Object.entries(lock.packages).sort(([one], [other]) => one.localeCompare(other, 'en'));
const complete = `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`;
if (complete === text) console.log(`${file} is complete.`);
else if (process.argv.includes('--check')) throw new Error(`${file} is incomplete: npm run lock`);
else await writeFile(file, complete);

interface Locked {
  version?: string;
  integrity?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

/** Where npm installs a package, read from its name: `@oxc-parser/binding-linux-arm64-musl`. */
function system(name: string): Locked {
  const [, os, cpu, rest] = /(android|darwin|freebsd|linux|openharmony|win32)-(\w+)-?(\w*)$/.exec(name) ?? [];
  if (!os || !cpu) throw new Error(`${name} does not say what system it is for.`);
  return { os: [os], cpu: [cpu], ...(rest === 'musl' && { libc: ['musl'] }) };
}
