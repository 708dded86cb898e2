import { type RefObject, useEffect, useRef, useState } from "react";
import { bytesOfPicture } from "./read-qr.ts";

const every = 200;

/** Shows the camera in a video element and gives each new QR code it sees. */
export function useCamera(found: (bytes: Uint8Array) => void): {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly denied: boolean;
} {
  const video = useRef<HTMLVideoElement>(null);
  const [denied, setDenied] = useState(navigator.mediaDevices === undefined);
  const latest = useRef(found);
  latest.current = found;
  useEffect(() => {
    if (denied) return;
    let stream: MediaStream | undefined;
    let gone = false;
    let last = "";
    const look = (): void => {
      const element = video.current;
      if (element === null || element.videoWidth === 0) return;
      const bytes = bytesOfPicture(element, element.videoWidth, element.videoHeight);
      if (bytes === undefined || bytes.join() === last) return;
      last = bytes.join();
      latest.current(bytes);
    };
    const start = async (): Promise<void> => {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (gone || video.current === null) {
        for (const track of opened.getTracks()) track.stop();
        return;
      }
      stream = opened;
      video.current.srcObject = opened;
      await video.current.play();
    };
    start().catch(() => gone || setDenied(true));
    const timer = setInterval(look, every);
    return () => {
      gone = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [denied]);
  return { video, denied };
}
