import { cleanFileName, cleanMimeType, harmlessType, type LinkedAttachment } from "@culver/client/link";
import { fileKind, typeLabel } from "../attachments/file-kind.ts";
import { byteSize } from "../lib/format-time.ts";
import { linkWords } from "../words/link-page.ts";
import { make } from "./dom.ts";

/** What the link says of its file, made harmless. */
export interface LinkedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export function linkedFile({ name, type, size }: LinkedAttachment): LinkedFile {
  return { name: cleanFileName(name), type: harmlessType(cleanMimeType(type)), size };
}

function facts({ name, type, size }: LinkedFile): HTMLElement {
  return make(
    "div",
    { class: "facts" },
    make("bdi", { class: "file-name" }, name),
    make("p", { class: "meta" }, `${typeLabel({ name, type })} · ${byteSize(size)}`),
  );
}

function button(label: string, onClick: () => void, primary = true): HTMLElement {
  const element = make("button", { type: "button", class: primary ? "button primary" : "button" }, label);
  element.addEventListener("click", onClick);
  return element;
}

/** Something is wrong with the link or the way to the file. */
export function problemView(
  { title, text }: { readonly title: string; readonly text: string },
  onRetry?: () => void,
): readonly Node[] {
  return [
    make("h1", {}, title),
    make("p", { class: "hint", role: "alert" }, text),
    ...(onRetry === undefined ? [] : [button(linkWords.retry, onRetry)]),
  ];
}

/** A large file waits for a word. */
export function offerView(file: LinkedFile, onFetch: () => void): readonly Node[] {
  return [
    make("h1", {}, linkWords.heading),
    facts(file),
    button(linkWords.fetch(byteSize(file.size)), onFetch),
  ];
}

export interface Fetching {
  readonly nodes: readonly Node[];
  show(done: number, total: number): void;
}

export function fetchingView(file: LinkedFile): Fetching {
  const bar = make("progress", { max: "1", value: "0", "aria-label": linkWords.fetching });
  const text = make("p", { class: "meta figures" }, linkWords.fetching);
  return {
    nodes: [make("h1", {}, linkWords.heading), facts(file), bar, text],
    show(done, total) {
      bar.value = done / total;
      text.textContent = linkWords.progress(byteSize(done), byteSize(total));
    },
  };
}

/** The picture, video or sound itself; nothing of what a browser would have to interpret. */
function shown({ name, type }: LinkedFile, url: string, note: HTMLElement): HTMLElement | undefined {
  const fail = (event: Event): void => {
    (event.target as Element).remove();
    note.textContent = linkWords.cannotShow;
  };
  const kind = fileKind(type);
  if (kind === "document") return undefined;
  const element =
    kind === "image"
      ? make("img", { src: url, alt: name })
      : make(kind, { src: url, controls: "", playsinline: "", preload: "metadata", "aria-label": name });
  element.addEventListener("error", fail);
  return element;
}

/** The file, decrypted. `url` is an address within this page. */
export function fileView(file: LinkedFile, url: string): readonly Node[] {
  const note = make("p", { class: "hint" });
  const element = shown(file, url, note);
  if (element === undefined) note.textContent = linkWords.notShown;
  return [
    make("h1", { class: "visually-hidden" }, linkWords.heading),
    ...(element === undefined ? [] : [make("div", { class: "stage" }, element)]),
    facts(file),
    note,
    make("a", { class: "button primary", href: url, download: file.name }, linkWords.save),
    make("p", { class: "said" }, linkWords.done, " ", linkWords.who),
  ];
}
