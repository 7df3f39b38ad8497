/** What the WebAssembly module offers. */
export { expandAs, expandKey } from './expand';
export { makeTable, startTables } from './huffman';
export { fromInks } from './inks';
export { openScan } from './jpegBits';
export { setFactor, startBlocks } from './jpegBlock';
export { jpegEncode } from './jpegEncode';
export { addComponent, startFrame } from './jpegFrame';
export {
  addToScan,
  drawKept,
  drawScan,
  forgetMissing,
  keepScan,
  missingUnits,
  startPixels,
  startScan,
} from './jpegScan';
export { reserve, reset } from './memory';
export { pngFeed, pngSpread, pngStart, pngState } from './png';
export { addRows, adler, startRows } from './pngRows';
export { scaleAcross, scaleDown, scaleRow, scaleSource } from './scale';
export {
  colorCount,
  colorTable,
  edgeShare,
  indexColors,
  isGrey,
  isOpaque,
  repeatedShare,
  survey,
} from './survey';
