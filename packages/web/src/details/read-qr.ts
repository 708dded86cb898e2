import jsQR from "jsqr";

/** Longest side at which a picture is searched. CSS pixels. */
const most = 1_000;

/** The bytes of the QR code in a picture, if there is one. */
export function bytesOfPicture(
  source: CanvasImageSource,
  width: number,
  height: number,
): Uint8Array | undefined {
  const scale = Math.min(1, most / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const found = jsQR(data, canvas.width, canvas.height);
  return found === null ? undefined : Uint8Array.from(found.binaryData);
}

export async function bytesOfImage(file: Blob): Promise<Uint8Array | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const bytes = bytesOfPicture(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return bytes;
  } catch {
    // Not a picture this browser can read.
    return undefined;
  }
}
