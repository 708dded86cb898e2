import type { Page } from "playwright-core";

export interface Photo {
  readonly name: string;
  readonly mimeType: "image/jpeg";
  readonly buffer: Buffer;
}

/** Hills over a lake in the evening, drawn by the browser of `page`. */
export async function landscape(page: Page, name: string, width = 1600, height = 1000): Promise<Photo> {
  const encoded = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("this browser cannot draw");
      const sky = context.createLinearGradient(0, 0, 0, h * 0.7);
      sky.addColorStop(0, "#3f6f8f");
      sky.addColorStop(0.6, "#e7b08a");
      sky.addColorStop(1, "#f8e3c0");
      context.fillStyle = sky;
      context.fillRect(0, 0, w, h);
      context.fillStyle = "#fff3d6";
      context.beginPath();
      context.arc(w * 0.68, h * 0.44, h * 0.06, 0, 7);
      context.fill();
      for (const [depth, colour] of [
        [0.5, "#8d9fae"],
        [0.58, "#5f7f86"],
        [0.68, "#3d6163"],
        [0.8, "#234545"],
      ] as const) {
        context.fillStyle = colour;
        context.beginPath();
        context.moveTo(0, h);
        for (let x = 0; x <= w; x += w / 160) {
          const t = x / w;
          const ridge =
            Math.sin(t * 5 + depth * 40) * 0.05 +
            Math.sin(t * 13 + depth * 17) * 0.02 +
            Math.sin(t * 37 + depth * 7) * 0.006;
          context.lineTo(x, h * (depth + ridge));
        }
        context.lineTo(w, h);
        context.fill();
      }
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
      let text = "";
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [width, height] as const,
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(encoded, "base64") };
}
