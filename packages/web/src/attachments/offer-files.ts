import type { Conversation } from "@culver/client";
import type { App } from "../app/app.ts";
import { largestFile } from "../lib/file-limit.ts";
import { byteSize } from "../lib/format-time.ts";
import { words } from "../words/index.ts";

/** More at once would be an archive. */
export const mostFiles = 20;

/** Why a file cannot be sent; undefined for one that can. */
function problemWith(file: File): string | undefined {
  if (file.size === 0) return words.attachment.empty(file.name);
  if (file.size > largestFile)
    return words.attachment.tooLarge(file.name, byteSize(file.size), byteSize(largestFile));
  return undefined;
}

/** Those that can be sent; says of the others, before anything starts, why they cannot. */
export function sendableFiles(app: App, files: readonly File[]): readonly File[] {
  const good: File[] = [];
  for (const file of files) {
    const problem = problemWith(file);
    if (problem === undefined) good.push(file);
    else app.toasts.show(problem, { danger: true, time: 8_000 });
  }
  if (good.length > mostFiles) app.toasts.show(words.attachment.tooMany(mostFiles), { danger: true });
  return good.slice(0, mostFiles);
}

/** Shows files that were picked, dropped or pasted, to be looked at before they are sent. */
export function offerFiles(app: App, conversation: Conversation, files: readonly File[]): void {
  const good = sendableFiles(app, files);
  if (good.length > 0) app.layers.open({ kind: "attach", conversation, files: good });
}
