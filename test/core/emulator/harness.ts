import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import type {
  ImageBlockParam,
  MessageCreateParamsNonStreaming,
  MessageParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { after, afterEach, before } from 'mocha';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { png } from './pictures.ts';

/** An emulator for the tests of one `describe`, emptied after each. */
export function useEmulator(options: EmulatorOptions = {}): () => Emulator {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator(options);
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());
  return () => emulator;
}

/** The official SDK, without retries and without anything of its environment. */
export function clientOf({ url }: Emulator, options: ClientOptions = {}): Anthropic {
  return new Anthropic({
    apiKey: 'sk-ant-test',
    baseURL: url,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    ...options,
  });
}

export function base64Image(bytes: Buffer = png(64, 64), mediaType = 'image/png'): ImageBlockParam {
  const media_type = mediaType as 'image/png';
  return { type: 'image', source: { type: 'base64', media_type, data: bytes.toString('base64') } };
}

export function user(...content: Exclude<MessageParam['content'], string>): MessageParam {
  return { role: 'user', content };
}

export function question(
  text = 'What is this?',
  images: readonly ImageBlockParam[] = [],
): MessageCreateParamsNonStreaming {
  return {
    model: 'claude-sonnet-5-5',
    max_tokens: 1000,
    messages: [user(...images, { type: 'text', text })],
  };
}

/** A request without the SDK, for what the SDK would not send. */
export function post(
  { url }: Emulator,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { ...goodHeaders, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export const goodHeaders = {
  'x-api-key': 'sk-ant-test',
  'anthropic-version': '2023-06-01',
  'content-type': 'application/json',
};
