import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { listening } from './listening.ts';

export interface ProxyOptions {
  /** Where the names lead that only the proxy knows: "api.test:443" → port on this machine. */
  readonly names: Readonly<Record<string, number>>;
  /** The value of Proxy-Authorization it insists on. */
  readonly authorization?: string;
  /** Does something else with a CONNECT. */
  readonly connect?: (socket: net.Socket) => void;
  /** Makes it a proxy that is itself reached by TLS. */
  readonly identity?: { readonly key: string; readonly cert: string };
}

export interface TestProxy {
  readonly port: number;
  /** "CONNECT api.test:443", "GET http://api.test/path" */
  readonly requests: string[];
}

/** An HTTP proxy: tunnels by CONNECT, and forwards requests that carry a whole address. */
export async function startProxy({
  names,
  authorization,
  connect,
  identity,
}: ProxyOptions): Promise<TestProxy> {
  const requests: string[] = [];
  const admitted = ({ method, url, headers }: http.IncomingMessage) => {
    requests.push(`${method} ${url}`);
    return authorization === undefined || headers['proxy-authorization'] === authorization;
  };
  const server = identity ? https.createServer(identity) : http.createServer();
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    if (!admitted(request)) return void response.writeHead(407).end();
    forward(request, response, names);
  });
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    socket.on('error', () => socket.destroy());
    if (!admitted(request)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    if (connect) return connect(socket);
    tunnel(socket, names[request.url ?? '']);
  });
  return { port: await listening(server), requests };
}

function tunnel(socket: net.Socket, port: number | undefined): void {
  if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  const onward = net.connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
}

function forward(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  names: ProxyOptions['names'],
): void {
  const { hostname, port, pathname, search } = new URL(request.url ?? '');
  const { method = 'GET', headers } = request;
  const target = { host: '127.0.0.1', port: names[`${hostname}:${port || '80'}`], path: pathname + search };
  const { 'proxy-authorization': _, ...kept } = headers;
  const onward = http.request({ ...target, method, headers: kept }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
