package io.cloudapp.webapp.profile;

import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * A text as a QR code, for a phone's camera.
 *
 * @param size of each side in modules, with the quiet margin around it
 * @param path the dark modules as an SVG path
 */
public record QrPicture(int size, String path) {

  /** Less, and cameras do not find the code (ISO/IEC 18004). */
  private static final int MARGIN = 4;

  static QrPicture of(String text) {
    var code = QrCode.encodeText(text, Ecc.MEDIUM);
    var path = new StringBuilder();
    for (int row = 0; row < code.size; row++) {
      for (int column = 0; column < code.size; column++) {
        if (code.getModule(column, row)) {
          path.append("M%d,%dh1v1h-1z".formatted(column + MARGIN, row + MARGIN));
        }
      }
    }
    return new QrPicture(code.size + 2 * MARGIN, path.toString());
  }
}
