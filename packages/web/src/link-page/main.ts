import { decodeLinkFragment, type LinkedAttachment } from "@culver/client/link";
import { linkWords } from "../words/link-page.ts";
import { make } from "./dom.ts";
import { fetchFile, LinkError } from "./fetch-file.ts";
import "./page.css";
import { fetchingView, fileView, linkedFile, offerView, problemView } from "./views.ts";

/** Above this a file is fetched on a tap only: a phone may pay for it. Bytes. */
const byItself = 25_000_000;

const card = make("main", { class: "card" });
let address: string | undefined;

function show(nodes: readonly Node[]): void {
  card.replaceChildren(...nodes);
}

function readLink(): { readonly media: string; readonly linked: LinkedAttachment } | undefined {
  const media = /^\/m\/([A-Za-z0-9_-]+)\/?$/u.exec(location.pathname)?.[1];
  if (media === undefined) return undefined;
  try {
    return { media, linked: decodeLinkFragment(location.hash.slice(1)) };
  } catch {
    return undefined;
  }
}

async function open(media: string, linked: LinkedAttachment): Promise<void> {
  const file = linkedFile(linked);
  const fetching = fetchingView(file);
  show(fetching.nodes);
  try {
    const bytes = await fetchFile(media, linked, fetching.show);
    address = URL.createObjectURL(bytes.slice(0, bytes.size, file.type));
    show(fileView(file, address));
  } catch (error) {
    const fault = error instanceof LinkError ? error.fault : "failed";
    const again = (): void => void open(media, linked);
    show(problemView(linkWords[fault], fault === "wrong" || fault === "expired" ? undefined : again));
  }
}

function start(): void {
  if (address !== undefined) URL.revokeObjectURL(address);
  address = undefined;
  const link = readLink();
  if (globalThis.crypto?.subtle === undefined) show(problemView(linkWords.insecure));
  else if (link === undefined) show(problemView(linkWords.incomplete));
  else if (link.linked.size > byItself)
    show(offerView(linkedFile(link.linked), () => void open(link.media, link.linked)));
  else void open(link.media, link.linked);
}

document
  .getElementById("page")
  ?.append(
    make(
      "header",
      { class: "brand" },
      make("img", { src: "/favicon.svg", alt: "", width: "28", height: "28" }),
      make("span", {}, linkWords.name),
    ),
    card,
  );
window.addEventListener("hashchange", start);
start();
