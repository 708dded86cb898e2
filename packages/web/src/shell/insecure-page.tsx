import { words } from "../words/index.ts";
import { NoticePage } from "./notice-page.tsx";

/** Shown where the browser withholds cryptography: plain HTTP on anything but this machine. */
export function InsecurePage() {
  const secure = `https://${window.location.hostname}/`;
  return (
    <NoticePage title={words.insecure.title}>
      <p>{words.insecure.why}</p>
      <a className="button primary" href={secure}>
        {words.insecure.open}
      </a>
      <p className="hint">{words.insecure.operator}</p>
    </NoticePage>
  );
}
