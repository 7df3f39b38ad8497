import { createServer, type Server } from 'node:http';
import type { EmulatorOptions } from './options.ts';
import { receive } from './receive.ts';
import type { RecordedRequest } from './recording.ts';
import type { Scripted } from './script.ts';
import { type Player, State } from './state.ts';
import type { Usage } from './usage.ts';

/** A running stand-in for the Messages API, on the loopback address. */
export interface Emulator {
  /** The base URL for a client, without `/v1`: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** In order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** What each answer that was sent to its end is billed for, in their order. */
  readonly usage: readonly Usage[];
  /** The request number `index` (from 0) to `path`, as soon as it has arrived; `/v1/messages` by default. */
  request(index: number, path?: string): Promise<RecordedRequest>;
  /** Sets the answers to the next requests, in order. A request that is refused leaves a scripted answer for the next one. */
  script(...items: Scripted[]): void;
  /** Has a model of the test's own answer what no script does, until `reset`. */
  play(player: Player): void;
  /** Lets the held stream, or the next one, send so many deltas; all of them by default. */
  release(deltas?: number): void;
  /** Forgets requests, script, files, batches and the prompt cache. */
  reset(): void;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const state = new State(options);
  const server = createServer((request, response) => void receive(request, response, state));
  // Node would answer a body of many minutes with 408 of its own.
  server.requestTimeout = 0;
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}${state.dialect.basePath}`,
    requests: state.recording.requests,
    usage: state.usage,
    request: (index, path = '/v1/messages') => state.recording.wait(index, path),
    script: (...items) => state.script(items),
    play: (player) => {
      state.player = player;
    },
    release: (deltas = Number.POSITIVE_INFINITY) => state.gate.release(deltas),
    reset: () => state.reset(),
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('The server has no port.'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
