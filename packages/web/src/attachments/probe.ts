import { makePreview } from "./shrink.ts";

export interface MediaFacts {
  readonly width?: number;
  readonly height?: number;
  readonly durationMs?: number;
  readonly preview?: Uint8Array;
}

/** A file this browser can play says so sooner. Milliseconds. */
const patience = 5_000;

function once(element: HTMLMediaElement, event: string): Promise<boolean> {
  return new Promise((resolve) => {
    element.addEventListener(event, () => resolve(true), { once: true });
    element.addEventListener("error", () => resolve(false), { once: true });
    setTimeout(() => resolve(false), patience);
  });
}

function durationOf({ duration }: HTMLMediaElement): { readonly durationMs?: number } {
  // What a browser has recorded itself may not say how long it is.
  return Number.isFinite(duration) ? { durationMs: Math.round(duration * 1000) } : {};
}

async function withMedia<T>(
  file: File,
  element: HTMLMediaElement,
  read: () => Promise<T>,
): Promise<T | Record<string, never>> {
  const url = URL.createObjectURL(file);
  try {
    element.preload = "auto";
    element.muted = true;
    const loaded = once(element, "loadedmetadata");
    element.src = url;
    return (await loaded) ? await read() : {};
  } finally {
    element.removeAttribute("src");
    element.load();
    URL.revokeObjectURL(url);
  }
}

/** Size, length and an early picture of a video; nothing of one that this browser cannot play. */
export function probeVideo(file: File): Promise<MediaFacts> {
  const video = document.createElement("video");
  video.playsInline = true;
  return withMedia(file, video, async () => {
    const facts = { width: video.videoWidth, height: video.videoHeight, ...durationOf(video) };
    const shown = once(video, "seeked");
    video.currentTime = Number.isFinite(video.duration) ? Math.min(1, video.duration / 10) : 0.1;
    if (facts.width === 0 || !(await shown)) return facts.width === 0 ? durationOf(video) : facts;
    const preview = await makePreview(video);
    return { ...facts, ...(preview !== undefined && { preview }) };
  });
}

/** The length of a sound. */
export function probeSound(file: File): Promise<MediaFacts> {
  const audio = document.createElement("audio");
  return withMedia(file, audio, async () => durationOf(audio));
}
