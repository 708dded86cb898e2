/** Longest edge of a picture that is made smaller. Pixels. */
const longest = 2_048;
/** Bytes of a small picture that travels inside its message. */
const previewLimit = 8 * 1024;

export interface Drawn {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
}

type Source = ImageBitmap | HTMLVideoElement;

function sizeOf(source: Source): { readonly width: number; readonly height: number } {
  return source instanceof HTMLVideoElement
    ? { width: source.videoWidth, height: source.videoHeight }
    : { width: source.width, height: source.height };
}

async function draw(source: Source, edge: number, type: string, quality: number): Promise<Drawn | undefined> {
  const { width, height } = sizeOf(source);
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  if (type === "image/jpeg") {
    // JPEG knows no transparency: paper below it, not black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  return blob === null ? undefined : { blob, width: canvas.width, height: canvas.height };
}

/** A small JPEG of at most 8 KiB to stand for a picture while its file is fetched; undefined when none gets so small. */
export async function makePreview(source: Source): Promise<Uint8Array | undefined> {
  for (const [edge, quality] of [
    [320, 0.6],
    [240, 0.5],
    [160, 0.45],
    [96, 0.4],
  ] as const) {
    const drawn = await draw(source, edge, "image/jpeg", quality);
    if (drawn !== undefined && drawn.blob.size <= previewLimit)
      return new Uint8Array(await drawn.blob.arrayBuffer());
  }
  return undefined;
}

/** A picture drawn anew, at most 2,048 pixels wide or high: smaller, and without what the camera wrote into it. */
export async function shrink(source: ImageBitmap, type: string): Promise<Drawn | undefined> {
  // Drawings and screenshots keep their edges and their transparency.
  return draw(source, longest, type === "image/png" ? "image/webp" : "image/jpeg", 0.85);
}
