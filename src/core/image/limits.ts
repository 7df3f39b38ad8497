import type { ImageLimits } from './imageTypes.ts';

/** The largest size that a model sees unscaled: longest side in pixels and most 28-pixel patches. */
export interface Tier {
  readonly side: number;
  readonly tokens: number;
}

/** Claude 4.7 and later (Vision docs, Aug 2026; 5.5 confirmed live, Sep 2026). */
export const highTier: Tier = { side: 2576, tokens: 4784 };

/** All other models (Vision docs, Aug 2026). */
export const standardTier: Tier = { side: 1568, tokens: 1568 };

/** From this many images on, `maxSideOfMany` holds for every image of the request (Vision docs, Aug 2026). */
export const manyImages = 21;

/** Longest side the API accepts (Vision docs, Aug 2026). */
const maxSide = 8000;
const maxSideOfMany = 2000;

/** Images in a request: 600, and 100 for models with a 200k context (Vision docs, Aug 2026). */
const imagesOfRecent = 600;
const imagesOfOlder = 100;

/** Most pixels of a frame or page whose decoder holds it as a whole: 400 MB as RGBA. */
export const maxHeldPixels = 100_000_000;

/** Largest file that is read at all: nothing that a camera or a screen makes comes near it. */
export const maxFileBytes = 150e6;

interface Endpoint {
  readonly host: RegExp;
  readonly imageBase64Bytes: number;
  readonly requestBytes: number;
}

const mebibyte = 1_048_576;

/**
 * Image: 10 MB, 5 MB at the clouds, counted on the base64 string in units of 1024² (Vision docs, Aug 2026; the
 * error message of Sep 2026 says 10485760). Request: 32, 20 and 30 MB (Errors and Overview docs, Aug 2026); the
 * docs do not say which megabyte, so the smaller one counts.
 */
const clouds: readonly Endpoint[] = [
  {
    host: /(^|\.)bedrock[\w-]*\..*(amazonaws\.com(\.cn)?|api\.aws)$/,
    imageBase64Bytes: 5 * mebibyte,
    requestBytes: 20e6,
  },
  { host: /(^|[.-])aiplatform\.googleapis\.com$/, imageBase64Bytes: 5 * mebibyte, requestBytes: 30e6 },
];
const direct = { imageBase64Bytes: 10 * mebibyte, requestBytes: 32e6 };

/** The limits of one image in a request of `imageCount` images, the history's included. */
export function limitsFor(request: {
  model: string;
  baseUrl?: string | undefined;
  imageCount: number;
  detail: 'auto' | 'high' | 'standard';
}): ImageLimits {
  const tier = request.detail === 'standard' ? standardTier : wantedTier(request.model, request.detail);
  return {
    tierSide: tier.side,
    tierTokens: tier.tokens,
    maxSide: request.imageCount >= manyImages ? maxSideOfMany : maxSide,
    maxBase64Bytes: endpointOf(request.baseUrl).imageBase64Bytes,
  };
}

/** The tier a model sees in: by version for Claude (an unknown Claude is a new one), standard for all others. */
export function tierOf(model: string): Tier {
  const claude = claudeVersion(model);
  if (claude === undefined) return standardTier;
  return claude >= 4.07 ? highTier : standardTier;
}

/** Most images one request to this model may hold. */
export function maxImages(model: string): number {
  const claude = claudeVersion(model);
  return claude !== undefined && claude >= 4.06 ? imagesOfRecent : imagesOfOlder;
}

/** Most bytes of a whole request body at this endpoint. */
export function maxRequestBytes(baseUrl?: string): number {
  return endpointOf(baseUrl).requestBytes;
}

// A Claude of the standard tier would shrink again what `high` sends; only a foreign model can profit from it.
function wantedTier(model: string, detail: 'auto' | 'high'): Tier {
  return detail === 'high' && claudeVersion(model) === undefined ? highTier : tierOf(model);
}

function endpointOf(baseUrl: string | undefined): Omit<Endpoint, 'host'> {
  if (!baseUrl || !URL.canParse(baseUrl)) return direct;
  const { hostname } = new URL(baseUrl);
  return clouds.find((cloud) => cloud.host.test(hostname)) ?? direct;
}

/**
 * Major + minor/100 of a Claude model, whatever stands around the name (`anthropic/`, `us.anthropic.`, a date,
 * `-v1:0`, `@20250929`); Infinity for a Claude without a known number, undefined for any other model.
 */
function claudeVersion(model: string): number | undefined {
  const name = /(?:^|[^a-z])claude(?![a-z])(.*)$/.exec(model.toLowerCase())?.[1];
  if (name === undefined) return undefined;
  const version = /^-(?:[a-z]+-)*(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/.exec(name);
  if (!version) return Number.POSITIVE_INFINITY;
  return Number(version[1]) + Number(version[2] ?? 0) / 100;
}
