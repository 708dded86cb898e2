import "../src/styles.css";
import { boot } from "../src/app/boot.tsx";
import { trustedScript } from "../src/pwa/trusted-script.ts";
import demoWorker from "./demo-worker.ts?worker&url";

/** The app over an invented client. `?scenario=fresh|chats|empty|offline|signedout|edges|thousand|business|broken` chooses what it holds; it is kept for the tab. */
const asked = new URLSearchParams(window.location.search).get("scenario");
if (asked !== null) sessionStorage.setItem("scenario", asked);

boot({
  createWorker: () => new Worker(trustedScript(demoWorker), { type: "module" }),
  config: { serverUrl: window.location.origin, scenario: sessionStorage.getItem("scenario") ?? "chats" },
});
