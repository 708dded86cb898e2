import "./styles.css";
import { boot } from "./app/boot.tsx";
import { trustedScript } from "./pwa/trusted-script.ts";
import clientWorker from "./worker/client-worker.ts?worker&url";

boot({
  createWorker: () => new Worker(trustedScript(clientWorker), { type: "module", name: "culver" }),
  config: { serverUrl: window.location.origin },
  serviceWorker: "/sw.js",
});
