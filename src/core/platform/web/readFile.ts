/** @throws where the file is not there or not ours to read. */
export async function readFile(file: URL | string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
