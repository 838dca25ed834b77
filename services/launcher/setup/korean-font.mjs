// @ts-check
// Whether this machine can show Korean: for screenshots, which would show boxes otherwise.
import { existsSync } from 'node:fs';

/** What packages of the common distributions install. A Mac has such a font from the start. */
const places = [
  '/System/Library/Fonts/AppleSDGothicNeo.ttc',
  '/usr/share/fonts/truetype/nanum/NanumGothic.ttf',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc',
];

export function hasKoreanFont() {
  return places.some((path) => existsSync(path));
}
