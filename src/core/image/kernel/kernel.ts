/** What the WebAssembly module offers. */
export { expandAs, expandKey } from './expand';
export { makeTable, openScan, startTables } from './jpegBits';
export { setFactor } from './jpegBlock';
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
export { scaleAcross, scaleDown, scaleRow, scaleSource } from './scale';
