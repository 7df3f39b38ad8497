/** Pages cannot read the files of installed fonts. */
export async function fontFiles(): Promise<readonly string[]> {
  return [];
}
