import { inboxWords } from "../../words/inbox.ts";
import { addressOf, InboxError, query, refusalOf } from "./http.ts";

/** Sends a file; `progress` gets parts of one. XMLHttpRequest, because fetch does not tell how far it is. @throws InboxError */
export function uploadFile(
  thread: string,
  file: File,
  progress: (part: number) => void,
): Promise<{ readonly media: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(`/media${query({ thread })}`));
    request.setRequestHeader("content-type", file.type === "" ? "application/octet-stream" : file.type);
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name.toWellFormed()));
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    request.onerror = () =>
      reject(new InboxError(inboxWords.app.noConnection, { code: "offline", status: 0 }));
    request.onload = () => {
      if (request.status < 200 || request.status >= 300)
        reject(refusalOf(request.status, request.responseText));
      else resolve(JSON.parse(request.responseText) as { media: string });
    };
    request.send(file);
  });
}
