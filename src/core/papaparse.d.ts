/** The part that is used: the types of its own need those of Node, which the core does without. */
declare module 'papaparse' {
  interface UnparseConfig {
    readonly delimiter: string;
    readonly newline: string;
    readonly quotes: (value: unknown) => boolean;
  }
  const Papa: { unparse(rows: readonly (readonly string[])[], config: UnparseConfig): string };
  export default Papa;
}
