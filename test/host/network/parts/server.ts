import http from 'node:http';
import https from 'node:https';
import { listening } from './listening.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TestServer {
  readonly port: number;
  /** Requests whose head arrived. */
  readonly heads: string[];
  /** Requests that arrived whole. */
  readonly received: Received[];
}

type Answer = (request: Received, response: http.ServerResponse) => void;

const hello: Answer = (_, response) => response.end('hello');

/** A server that counts what reaches it; with a key and a certificate it speaks TLS. */
export async function startServer(
  answer: Answer = hello,
  identity?: { readonly key: string; readonly cert: string },
): Promise<TestServer> {
  const heads: string[] = [];
  const received: Received[] = [];
  const listener: http.RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request;
    heads.push(`${method} ${url}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const whole = { method, url, headers, body: Buffer.concat(chunks) };
    received.push(whole);
    answer(whole, response);
  };
  const server = identity ? https.createServer(identity, listener) : http.createServer(listener);
  return { port: await listening(server), heads, received };
}
