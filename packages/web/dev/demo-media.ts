import bay from "./media/bay.webm?url";

/** Files that a demonstration shows: drawn, computed or shipped beside it. */
export interface DemoMedia {
  readonly coast: Blob;
  readonly cafe: Blob;
  readonly bay: Blob;
  readonly voice: Blob;
  readonly tickets: Blob;
  readonly sticker: Blob;
  /** Small pictures that come with messages. */
  readonly previews: { readonly coast: Uint8Array; readonly cafe: Uint8Array; readonly bay: Uint8Array };
}

type Draw = (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void;

const coast: Draw = (context, width, height) => {
  const sky = context.createLinearGradient(0, 0, 0, height * 0.6);
  sky.addColorStop(0, "#9cc7dc");
  sky.addColorStop(1, "#f3e6cf");
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#2c7a86";
  context.fillRect(0, height * 0.52, width, height * 0.48);
  for (const [depth, colour] of [
    [0.46, "#8aa69a"],
    [0.53, "#5f8a72"],
    [0.66, "#3c6a4c"],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += width / 48) {
      const wave =
        Math.sin((x / width) * 7 + depth * 30) * 0.05 + Math.sin((x / width) * 19 + depth * 9) * 0.015;
      context.lineTo(x, height * (depth + wave + Math.max(0, x / width - 0.45) * (0.9 - depth)));
    }
    context.lineTo(width * 0.9, height);
    context.fill();
  }
};

const cafe: Draw = (context, width, height) => {
  context.fillStyle = "#e7d6bd";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#b98f63";
  context.fillRect(0, height * 0.68, width, height * 0.32);
  context.fillStyle = "#7b3f2c";
  context.fillRect(width * 0.1, height * 0.14, width * 0.8, height * 0.12);
  for (let stripe = 0; stripe < 8; stripe += 1) {
    context.fillStyle = stripe % 2 === 0 ? "#f6efe2" : "#b4513a";
    context.fillRect(width * (0.1 + stripe * 0.1), height * 0.26, width * 0.1, height * 0.09);
  }
  context.fillStyle = "#f8fbfa";
  context.beginPath();
  context.ellipse(width * 0.5, height * 0.62, width * 0.17, height * 0.05, 0, 0, 7);
  context.fill();
  context.fillRect(width * 0.36, height * 0.5, width * 0.28, height * 0.12);
  context.fillStyle = "#4b2d1c";
  context.beginPath();
  context.ellipse(width * 0.5, height * 0.5, width * 0.14, height * 0.035, 0, 0, 7);
  context.fill();
};

const sunset: Draw = (context, width, height) => {
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, "#f6d7b0");
  sky.addColorStop(0.6, "#e9a27c");
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = "#1f4a54";
  context.fillRect(0, height * 0.62, width, height * 0.38);
};

const bun: Draw = (context, width) => {
  const middle = width / 2;
  context.lineCap = "round";
  context.fillStyle = "#c98746";
  context.beginPath();
  context.arc(middle, middle, width * 0.44, 0, 7);
  context.fill();
  context.strokeStyle = "#7a431b";
  context.lineWidth = width * 0.05;
  context.beginPath();
  for (let turn = 0; turn < 15; turn += 0.1)
    context.lineTo(
      middle + Math.cos(turn) * turn * width * 0.025,
      middle + Math.sin(turn) * turn * width * 0.025,
    );
  context.stroke();
  context.strokeStyle = "#fdf6e8";
  context.lineWidth = width * 0.035;
  for (const [x, y] of [
    [0.3, 0.28],
    [0.62, 0.2],
    [0.74, 0.5],
    [0.4, 0.74],
  ] as const) {
    context.beginPath();
    context.moveTo(width * x, width * y);
    context.quadraticCurveTo(width * (x + 0.06), width * (y - 0.05), width * (x + 0.11), width * (y + 0.03));
    context.stroke();
  }
};

async function picture(
  draw: Draw,
  width: number,
  height: number,
  quality = 0.86,
  type = "image/jpeg",
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  draw(context, width, height);
  return canvas.convertToBlob({ type, quality });
}

async function bytesOf(blob: Promise<Blob>): Promise<Uint8Array> {
  return new Uint8Array(await (await blob).arrayBuffer());
}

/** A short tune as WAV: 8-bit, mono, 8 kHz. */
function tune(): Blob {
  const rate = 8_000;
  const notes = [392, 440, 494, 587, 494, 587];
  const samples = new Uint8Array(rate * notes.length * 0.7);
  samples.forEach((_, index) => {
    const note = notes[Math.floor(index / (rate * 0.7))] ?? 440;
    const within = (index % (rate * 0.7)) / (rate * 0.7);
    samples[index] = 128 + Math.sin((index / rate) * note * Math.PI * 2) * 70 * (1 - within);
  });
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, value: string): void =>
    new TextEncoder().encode(value).forEach((byte, index) => {
      header.setUint8(at + index, byte);
    });
  text(0, "RIFF");
  header.setUint32(4, 36 + samples.length, true);
  text(8, "WAVEfmt ");
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate, true);
  header.setUint16(32, 1, true);
  header.setUint16(34, 8, true);
  text(36, "data");
  header.setUint32(40, samples.length, true);
  return new Blob([header.buffer, samples], { type: "audio/wav" });
}

export async function demoMedia(): Promise<DemoMedia> {
  const clip = await (await fetch(bay)).blob();
  return {
    coast: await picture(coast, 1_600, 1_066),
    cafe: await picture(cafe, 900, 1_200),
    bay: new Blob([clip], { type: "video/webm" }),
    voice: tune(),
    sticker: await picture(bun, 512, 512, 0.9, "image/webp"),
    tickets: new Blob(["%PDF-1.4\n% Two tickets, Penzance to Sennen\n%%EOF\n"], { type: "application/pdf" }),
    previews: {
      coast: await bytesOf(picture(coast, 240, 160, 0.5)),
      cafe: await bytesOf(picture(cafe, 180, 240, 0.5)),
      bay: await bytesOf(picture(sunset, 240, 135, 0.5)),
    },
  };
}
