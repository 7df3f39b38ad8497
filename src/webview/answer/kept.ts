/**
 * A part of an answer that draws its own content, such as a code block. When the answer grows it is not changed node by
 * node: it takes over what the newly made one was made from.
 */
export abstract class Kept extends HTMLElement {
  /** @throws TypeError never: the caller has checked that both are of the same kind. */
  abstract takeOver(wanted: this): void;
}
