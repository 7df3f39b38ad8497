/**
 * Keeps Emscripten programs from reading and writing the globals of the thread they run on. Those of jSquash make
 * their result with two constructors of the global object, and set one of them where it is missing: they get the
 * options they are started with in its place. libheif and libjpeg-turbo ask for the folder they lie in, from which they
 * then read nothing.
 */
import { readFile } from 'node:fs/promises';

const patches = [
  {
    filter: /@jsquash[\\/](avif|webp)[\\/]codec[\\/]dec[\\/]\w+_dec\.js$/,
    global: 'globalThis',
    instead: 'Module',
  },
  { filter: /libheif-wasm[\\/]libheif\.js$/, global: '__dirname', instead: '""' },
  { filter: /libjpegturbowasm_decode\.js$/, global: '__dirname', instead: '""' },
];

/** An esbuild plugin. */
export const emscripten = {
  name: 'emscripten',
  setup(build) {
    for (const { filter, global, instead } of patches)
      build.onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        if (!source.includes(global)) throw new Error(`${path} no longer asks for ${global}`);
        return { contents: source.replaceAll(global, instead), loader: 'js' };
      });
  },
};
