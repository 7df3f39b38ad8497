import type { Failure } from '../../core/errors.ts';

/** How the last answered request to a host was sent. */
export interface UsedTransport {
  readonly transport: 'undici' | 'editor';
  /** Why undici could not connect; absent when undici was used. */
  readonly because?: Failure;
}

/** The transport that last worked for each host, by host and port: "api.example:8443". */
export interface TransportMemory {
  get(host: string): UsedTransport | undefined;
  set(host: string, used: UsedTransport): void;
  forget(host: string): void;
}

/** Forgets everything when `currentKey` changes, that is when connections are made in another way than before. */
export function createTransportMemory(currentKey: () => string): TransportMemory {
  let key = currentKey();
  const byHost = new Map<string, UsedTransport>();
  const current = () => {
    if (key !== currentKey()) byHost.clear();
    key = currentKey();
    return byHost;
  };
  return {
    get: (host) => current().get(host),
    set: (host, used) => void current().set(host, used),
    forget: (host) => void current().delete(host),
  };
}
