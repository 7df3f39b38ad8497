export interface Batch {
  readonly id: string;
}
