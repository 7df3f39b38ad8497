/**
 * The libraries that are compiled into the WebAssembly of a package, which its own files do not name; read from the
 * strings in the modules and from the build files of the packages (Nov 2026).
 * @typedef {{ name: string, license: string, copyright: string, source: string, note?: string }} Library
 * @type {Record<string, Library[]>}
 */
export const compiledLibraries = {
  '@cornerstonejs/codec-libjpeg-turbo-8bit': [
    {
      name: 'libjpeg-turbo 3.2',
      license: 'IJG',
      copyright:
        'Copyright (C) 1991-2026 The libjpeg-turbo Project and many others\nThis software is based in part on the work of the Independent JPEG Group.',
      source: 'https://github.com/libjpeg-turbo/libjpeg-turbo',
      note: 'Its TurboJPEG interface is under the Modified (3-clause) BSD License, its SIMD source under the zlib License.',
    },
  ],
  '@jsquash/avif': [
    {
      name: 'libavif 1.0.1',
      license: 'BSD-2-Clause',
      copyright:
        'Copyright 2019 Joe Drago. All rights reserved.\nCopyright © 2018-2019, VideoLAN and dav1d authors. All rights reserved.',
      source: 'https://github.com/AOMediaCodec/libavif',
    },
    {
      name: 'libaom 3.7.0',
      license: 'BSD-2-Clause',
      copyright: 'Copyright (c) 2016, Alliance for Open Media. All rights reserved.',
      source: 'https://aomedia.googlesource.com/aom',
      note: 'Patents: Alliance for Open Media Patent License 1.0, https://www.aomedia.org/license/patent',
    },
  ],
  '@jsquash/webp': [
    {
      name: 'libwebp 1.0.2',
      license: 'BSD-3-Clause',
      copyright: 'Copyright (c) 2010, Google Inc. All rights reserved.',
      source: 'https://chromium.googlesource.com/webm/libwebp',
      note: 'Patents: https://chromium.googlesource.com/webm/libwebp/+/HEAD/PATENTS',
    },
  ],
  '@resvg/resvg-wasm': [
    {
      name: 'resvg-js 2.6.2',
      license: 'MPL-2.0',
      copyright: 'Copyright (c) 2021-present, yisibl',
      source: 'https://github.com/yisibl/resvg-js/tree/v2.6.2',
      note: 'Its Cargo.lock names every crate that is compiled in, with the exact version.',
    },
    {
      name: 'resvg and usvg',
      license: 'MPL-2.0',
      copyright: 'Copyright (c) Yevhenii Reizner and the resvg authors',
      source: 'https://github.com/linebender/resvg',
    },
    {
      name: 'tiny-skia 0.10.0',
      license: 'BSD-3-Clause',
      copyright:
        'Copyright (c) 2011 Google Inc. All rights reserved.\nCopyright (c) 2020 Yevhenii Reizner. All rights reserved.',
      source: 'https://github.com/linebender/tiny-skia',
    },
    {
      name: 'rustybuzz 0.7.0, fontdb 0.14.1',
      license: 'MIT',
      copyright: 'Copyright (c) HarfBuzz developers\nCopyright (c) 2020 Yevhenii Reizner',
      source: 'https://github.com/harfbuzz/rustybuzz, https://github.com/RazrFalcon/fontdb',
    },
  ],
  'libheif-js': [
    {
      name: 'libheif 1.23',
      license: 'LGPL-3.0-or-later',
      copyright: 'Copyright (c) 2017-2026 Dirk Farin, struktur AG, Brad Hards and contributors',
      source: 'https://github.com/strukturag/libheif',
      note: 'dist/libheif-*.wasm is this library with libde265, unchanged and in a file of its own: a build of yours may replace it.',
    },
    {
      name: 'libde265 1.0.15',
      license: 'LGPL-3.0-or-later',
      copyright: 'Copyright (c) 2013-2014 struktur AG, Dirk Farin <farin@struktur.de>',
      source: 'https://github.com/strukturag/libde265/tree/v1.0.15',
    },
  ],
};
