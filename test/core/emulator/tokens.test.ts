import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { imageTokens, seenSize } from '../../emulator/tokens.ts';

/** Width, height, then what each tier sees and counts, from the published table. */
const rows = [
  [200, 200, '200x200 64', '200x200 64'],
  [1000, 1000, '1000x1000 1296', '1000x1000 1296'],
  [1092, 1092, '1092x1092 1521', '1092x1092 1521'],
  [1440, 900, '1389x868 1550', '1440x900 1716'],
  [1920, 1080, '1456x819 1560', '1920x1080 2691'],
  [2000, 1500, '1270x952 1564', '2000x1500 3888'],
  [2560, 1440, '1456x819 1560', '2560x1440 4784'],
  [2880, 1800, '1389x868 1550', '2420x1512 4698'],
  [3024, 1964, '1372x891 1568', '2380x1546 4760'],
  [3840, 2160, '1456x819 1560', '2576x1449 4784'],
  [5120, 2880, '1456x819 1560', '2576x1449 4784'],
  [1170, 2532, '725x1568 1456', '1170x2532 3822'],
  [1290, 2796, '723x1568 1456', '1188x2576 3956'],
  [800, 6000, '209x1568 448', '343x2576 1196'],
] as const;

describe('the stand-in counts an image by 28 pixels', () => {
  for (const [width, height, standard, high] of rows) {
    it(`${width} × ${height}`, () => {
      assert.equal(seen(width, height, 'standard'), standard);
      assert.equal(seen(width, height, 'high'), high);
    });
  }
});

function seen(width: number, height: number, tier: 'standard' | 'high'): string {
  const size = seenSize({ width, height }, tier);
  return `${size.width}x${size.height} ${imageTokens({ width, height }, tier)}`;
}
