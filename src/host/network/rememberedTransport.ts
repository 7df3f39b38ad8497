import type { Failure } from '../../core/errors.ts';

/** How the last answered request to a host went out. */
export interface Passage {
  readonly road: 'own' | 'editor';
  /** Why the own road could not be taken. */
  readonly because?: Failure;
}

export interface Passages {
  get(host: string): Passage | undefined;
  set(host: string, passage: Passage): void;
  forget(host: string): void;
}

/** Roads by host ("api.example:8443"), all forgotten when connections are made in another way than before. */
export function createPassages(currentKey: () => string): Passages {
  let key = currentKey();
  const passages = new Map<string, Passage>();
  const fresh = () => {
    if (key !== currentKey()) passages.clear();
    key = currentKey();
    return passages;
  };
  return {
    get: (host) => fresh().get(host),
    set: (host, passage) => void fresh().set(host, passage),
    forget: (host) => void fresh().delete(host),
  };
}
