export { Jimp } from 'jimp';
