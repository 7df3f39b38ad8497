/** The path from a document to a file as a Markdown link writes it; both are absolute paths with `/`. */
export function linkPath(document: string, file: string): string {
  const from = document.split('/').slice(0, -1);
  const to = file.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same += 1;
  const steps = [...from.slice(same).map(() => '..'), ...to.slice(same)];
  return steps.join('/').replace(/[%\s()<>[\]\\"'?#]/g, encoded);
}

/** `encodeURIComponent` leaves parentheses and quotes as they are. */
function encoded(character: string): string {
  const usual = encodeURIComponent(character);
  return usual === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : usual;
}

/** `image.png`, `image-1.png`, `image-2.png` …: the first name that is not taken. */
export async function freeName(name: string, isTaken: (name: string) => Promise<boolean>): Promise<string> {
  const plain = name.replace(/[/\\:*?"<>|\p{Cc}]/gu, '-') || 'image.png';
  const dot = plain.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [plain.slice(0, dot), plain.slice(dot)] : [plain, ''];
  for (let count = 0; ; count += 1) {
    const wanted = count === 0 ? plain : `${stem}-${count}${ending}`;
    if (!(await isTaken(wanted))) return wanted;
  }
}
