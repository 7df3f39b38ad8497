import type { ToHost } from '../protocol.ts';

export type Post = <Name extends keyof ToHost>(type: Name, payload: ToHost[Name]) => void;

/** State that the editor keeps for this panel while it is hidden: the last request for the focus that was followed. */
interface Kept {
  readonly focus: number;
}

interface EditorApi {
  postMessage(message: { readonly type: keyof ToHost; readonly payload: unknown }): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

declare function acquireVsCodeApi(): EditorApi;

export interface Host {
  readonly post: Post;
  readonly kept: () => Kept | undefined;
  readonly keep: (kept: Kept) => void;
}

/** The other end; the editor allows one such call in the life of a panel. */
export function connect(): Host {
  const editor = acquireVsCodeApi();
  return {
    post: (type, payload) => editor.postMessage({ type, payload }),
    kept: () => editor.getState(),
    keep: (kept) => editor.setState(kept),
  };
}
