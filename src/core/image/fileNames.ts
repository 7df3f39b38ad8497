/** Endings of files that may be images; what a file holds decides later. */
export const imageExtensions: readonly string[] = [
  ...['png', 'apng', 'jpg', 'jpeg', 'jpe', 'jfif', 'gif', 'webp', 'bmp', 'dib', 'tif', 'tiff'],
  ...['ico', 'cur', 'avif', 'heic', 'heif', 'svg'],
];

/** Matches the name of such a file, whatever its case; menus test it as text. */
export const imageFilePattern = `\\.(${imageExtensions.join('|')})$`;
