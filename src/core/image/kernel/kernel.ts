/** The exports of the WebAssembly module. */
export { expandAs, expandKey } from './expand';
export { fromInks } from './inks';
export { makeTable, startTables } from './jpeg/huffman';
export { openScan } from './jpeg/jpegBits';
export { setFactor, startBlocks } from './jpeg/jpegBlock';
export { jpegEncode } from './jpeg/jpegEncode';
export { addComponent, startFrame } from './jpeg/jpegFrame';
export {
  addToScan,
  drawKept,
  drawScan,
  forgetMissing,
  keepScan,
  missingUnits,
  startPixels,
  startScan,
} from './jpeg/jpegScan';
export { writeTurned } from './jpeg/jpegTurn';
export { reserve, reset } from './memory';
export { pngFeed, pngSpread, pngStart, pngState } from './pngDecode';
export { addRows, adler, startRows } from './pngRows';
export { scaleAcross, scaleDown, scaleRow, scaleSource } from './scale';
export {
  collectStatistics,
  colorCount,
  colorTable,
  edgeShare,
  indexColors,
  isGrey,
  isOpaque,
  repeatedShare,
} from './statistics';
