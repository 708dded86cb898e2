import "../../src/styles.css";
import type { SessionView } from "@culver/business/inbox-api";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { RepliesPage, TemplatesPage, WebhooksPage } from "../../src/inbox-pages/index.ts";
import { demoPagesApi } from "./demo-pages-api.ts";
import styles from "./main.module.css";

/** The inbox's pages over an invented server. `?role=admin|operator`, `#templates|replies|webhooks`. */
const asked = new URLSearchParams(location.search);
const role = asked.get("role") === "admin" ? "admin" : "operator";
const agent = {
  id: "a1",
  name: "Elowen Tregear",
  login: "elowen",
  role,
  isOnline: true,
  isDisabled: false,
  hasPassword: true,
  passkeys: 1,
} as const;
const session: SessionView = {
  agent,
  business: { id: "b1", name: "Riverside Bakery" },
  numbers: [
    { id: "n1", number: "+447700900888", name: "Shop", connection: "online" },
    { id: "n2", number: "+447700900887", name: "Orders", connection: "online" },
  ],
  labels: [],
  agents: [agent],
  hasSms: true,
};
const api = demoPagesApi();
const pages = { templates: TemplatesPage, replies: RepliesPage, webhooks: WebhooksPage };
type PageName = keyof typeof pages;

function nameIn(hash: string): PageName {
  const name = hash.slice(1);
  return name === "replies" || name === "webhooks" ? name : "templates";
}

function Demo() {
  const [name, setName] = useState(nameIn(location.hash));
  const Page = pages[name];
  return (
    <div className={styles.frame}>
      <nav aria-label="Pages" className={styles.nav}>
        {(Object.keys(pages) as PageName[]).map((one) => (
          <button
            key={one}
            type="button"
            className="button quiet"
            aria-current={name === one ? "page" : undefined}
            onClick={() => {
              location.hash = one;
              setName(one);
            }}
          >
            {one}
          </button>
        ))}
      </nav>
      <main className={styles.main}>
        <Page api={api} session={session} />
      </main>
    </div>
  );
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<Demo />);
