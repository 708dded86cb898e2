export interface PickOptions {
  /** MIME types as of `<input accept>`; anything without. */
  readonly accept?: string;
  /** A picture to be taken now. */
  readonly camera?: boolean;
}

/** Asks for files by the browser's own dialog; empty when it is left without. Needs a person's gesture. */
export function pickFiles({ accept, camera = false }: PickOptions = {}): Promise<readonly File[]> {
  const input = document.createElement("input");
  input.type = "file";
  if (accept !== undefined) input.accept = accept;
  if (camera) input.setAttribute("capture", "environment");
  else input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}
