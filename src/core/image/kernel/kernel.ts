/** What the WebAssembly module offers. */
export { expandAs, expandKey } from './expand';
export { reserve, reset } from './memory';
export { pngFeed, pngSpread, pngStart, pngState } from './png';
export { scaleAcross, scaleDown, scaleRow, scaleSource } from './scale';
