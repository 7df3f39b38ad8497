import { type Line, linesIn } from '../../text/lines.ts';

/** Where a block goes: as lines of its own after `offset`. */
export interface BlockPlace {
  readonly offset: number;
  /** What each of its lines begins with. */
  readonly indent: string;
  /** Blank lines stand around it. */
  readonly apart: boolean;
  /** Lines before and after it that keep it together. */
  readonly opening?: readonly string[];
  readonly closing?: readonly string[];
}

/** The lines of a document, and the one that holds an offset. */
export class DocumentLines {
  readonly all: readonly Line[];

  constructor(text: string) {
    this.all = [...linesIn(text)];
  }

  /** The text of a line; '' beyond the ends. */
  at(index: number): string {
    return this.all[index]?.text ?? '';
  }

  end(index: number): number {
    return this.all[index]?.end ?? 0;
  }

  indexOf(offset: number): number {
    const next = this.all.findIndex(({ start }) => start > offset);
    return (next < 0 ? this.all.length : next) - 1;
  }

  isBlank(index: number): boolean {
    return this.at(index).trim() === '';
  }
}
