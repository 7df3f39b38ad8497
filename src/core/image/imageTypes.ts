/** The formats that can be recognised and turned into something a model takes. */
export const imageTypes = [
  'png',
  'jpeg',
  'gif',
  'webp',
  'bmp',
  'tiff',
  'ico',
  'avif',
  'heic',
  'svg',
] as const;

export type ImageType = (typeof imageTypes)[number];

/** The types that the Messages API takes (Vision docs, Aug 2026). */
export const mediaTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

export type MediaType = (typeof mediaTypes)[number];

/** The facts in the header of an image file; nothing was decoded. */
export interface ImageHeader {
  readonly type: ImageType;
  /** Pixels as stored, before the orientation is applied. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 when absent. */
  readonly orientation: number;
  /** Pictures in the file: frames of an animation, pages of a TIFF, sizes of an ICO. */
  readonly frames: number;
  readonly alpha: boolean;
  /** Words for oddities that matter for decoding: `cmyk`, `progressive`, `interlaced`, `palette`, `16-bit`, `animated`, … */
  readonly traits: readonly string[];
}

/** Why a file cannot be used as an image. The sentence for each is in `host/ui`. */
export const refusalReasons = [
  'empty',
  'lfsPointer',
  'html',
  'pdf',
  'text',
  'unknownFormat',
  'damaged',
  'tooManyPixels',
  'tooMuchMemory',
  'tookTooLong',
  'tooManyBytes',
  'unsupported',
  'missing',
  'folder',
  'unreadable',
  'tooComplex',
  'decoderFailed',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/**
 * The reason why a file is unsupported although its format is read: bits of a colour, the compression of its pixels, the kind
 * of its colours, a PNG changed for an iOS app, a BMP around another file, a picture after the first.
 */
export const oddities = ['depth', 'coding', 'colors', 'iosApp', 'wrapper', 'laterFrame'] as const;

export type Oddity = (typeof oddities)[number];

export interface Refusal {
  readonly reason: RefusalReason;
  /** The format, where it was recognised: `pdf`, `heic`. */
  readonly type?: string;
  readonly width?: number;
  readonly height?: number;
  readonly byteLength?: number;
  /** The limit that was passed, in the unit of the reason: pixels, bytes or milliseconds. */
  readonly limit?: number;
  readonly oddity?: Oddity;
  /** How much it would have taken, in the unit of the limit. */
  readonly needed?: number;
  /** The words of the decoder or the system, for the log. */
  readonly detail?: string;
}

/** Carries a {@link Refusal} through code that throws. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusal.detail ? `${refusal.reason}: ${refusal.detail}` : refusal.reason, options);
    this.refusal = refusal;
  }
}

/** A rectangle in pixels of the image as it is seen, that is after orientation. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The limits of one image in a request. */
export interface ImageLimits {
  /** Longest side in pixels at the model's native size: 2576 or 1568. */
  readonly tierSide: number;
  /** Most 28-pixel patches at the model's native size: 4784 or 1568. */
  readonly tierTokens: number;
  /** Longest side the API accepts at all: 8000, or 2000 beyond 20 images. */
  readonly maxSide: number;
  /** Most bytes of the base64 string: 10 MB, or 5 MB on Bedrock and Google Cloud. */
  readonly maxBase64Bytes: number;
}

export interface PrepareOptions {
  readonly limits: ImageLimits;
  /** Cut this out at full resolution before fitting. */
  readonly region?: Region;
  /** Parts that are painted over before anything else is done to the pixels, so that nothing of them is left. */
  readonly redactions?: readonly Region[];
  /** Which picture of an animation or a multi-page file, from 0. */
  readonly frame?: number;
  /** What would be illegible at the size of the tier goes as an overview and tiles at full resolution. */
  readonly tiles?: boolean;
}

/** A part of an image at full resolution, or as near to it as so many tiles allow. */
export interface Tile {
  /** In pixels of the overview, which begin and end with it or a fraction outside. */
  readonly place: Region;
  /** In pixels of the picture that was cut. */
  readonly part: Region;
  readonly mediaType: MediaType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly tokens: number;
}

/**
 * Parts of an SVG that a browser shows and our picture of it does not: HTML beyond its text, pictures and style sheets
 * outside the file, the fonts that it brings with it; `everything` where nothing at all is visible.
 */
export const omittedParts = ['html', 'images', 'stylesheets', 'fonts', 'everything'] as const;

export type OmittedPart = (typeof omittedParts)[number];

/** A change that was made to an image before it was sent, in order, for the line under its thumbnail. */
export type Step =
  | { readonly what: 'converted'; readonly from: ImageType; readonly to: MediaType }
  | { readonly what: 'oriented'; readonly orientation: number }
  | { readonly what: 'recolored' }
  | { readonly what: 'omitted'; readonly parts: readonly OmittedPart[] }
  | { readonly what: 'frame'; readonly frame: number; readonly of: number }
  | { readonly what: 'cropped'; readonly region: Region }
  | { readonly what: 'redacted'; readonly areas: number }
  | { readonly what: 'resized'; readonly width: number; readonly height: number }
  | { readonly what: 'recompressed'; readonly why: 'bytes' | 'repair' };

/** An image that may be sent: legal for the limits it was prepared for. */
export interface PreparedImage {
  readonly mediaType: MediaType;
  /** The file that is sent. */
  readonly bytes: Uint8Array;
  /** Pixels of what is sent. */
  readonly width: number;
  readonly height: number;
  /** Bytes of the file that is sent, before base64; kept when the bytes themselves are not. */
  readonly byteLength: number;
  /** ⌈w/28⌉ × ⌈h/28⌉ (Vision docs, Aug 2026). */
  readonly tokens: number;
  readonly header: ImageHeader;
  /** The hash of the file it was made of: equal for equal bytes. */
  readonly hash: string;
  /** The parts of it that go along; the image itself is their overview. */
  readonly tiles?: readonly Tile[];
  /** Empty when the original bytes are sent untouched. */
  readonly steps: readonly Step[];
}
