/** Extensions of files that may be images; their contents decide later. */
export const imageExtensions: readonly string[] = [
  ...['png', 'apng', 'jpg', 'jpeg', 'jpe', 'jfif', 'gif', 'webp', 'bmp', 'dib', 'tif', 'tiff'],
  ...['ico', 'cur', 'avif', 'heic', 'heif', 'svg'],
];

/** Matches the name of such a file. As text, because the manifest's menus need it; case is ignored. */
export const imageFilePattern = `\\.(${imageExtensions.join('|')})$`;
