import type { ItemView, ThreadView } from "@culver/business/inbox-api";
import { useEffect, useState } from "react";
import styles from "../../chats/search-results.module.css";
import { listTime } from "../../lib/format-time.ts";
import { excerpt } from "../../lib/highlight.ts";
import { plainText } from "../../lib/markup.ts";
import { useStore } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Highlighted } from "../../ui/highlighted.tsx";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { bodyPreview } from "../lib/body-preview.ts";
import { fragmentOf, type Route } from "../state/route.ts";

const waitForMore = 180;

interface Found {
  readonly query: string;
  readonly threads: readonly ThreadView[];
  readonly items: readonly ItemView[];
}

/** A name that a list has brought, or that is fetched for this. */
function ThreadName({ id, query }: { readonly id: string; readonly query: string }) {
  const inbox = useInbox();
  const name = useStore(inbox.threads, ({ byId }) => byId.get(id)?.name);
  useEffect(() => {
    if (name === undefined) void inbox.threads.fetch(id);
  }, [inbox, id, name]);
  return <Highlighted text={name ?? "…"} query={query} />;
}

/** Chats and messages that hold what is searched for. */
export function SearchResults({ query }: { readonly query: string }) {
  const inbox = useInbox();
  const words = inboxWords.list;
  const now = useNow(60_000);
  const [found, setFound] = useState<Found>();
  const [fault, setFault] = useState(false);
  useEffect(() => {
    let left = false;
    const timer = setTimeout(() => {
      inbox.client.search(query).then(
        ({ threads, items }) => {
          if (left) return;
          setFault(false);
          setFound({ query, threads, items });
        },
        () => left || setFault(true),
      );
    }, waitForMore);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [inbox, query]);

  const link = (route: Route) => ({
    href: fragmentOf(route),
    className: styles.result ?? "",
    onClick: (event: { preventDefault(): void; metaKey: boolean; ctrlKey: boolean }) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      if (route.view === "thread") {
        const known = found?.threads.find(({ id }) => id === route.thread);
        if (known !== undefined) inbox.threads.apply(known);
      }
      inbox.router.go(route);
    },
  });
  if (fault) return <p className={styles.none}>{inboxWords.app.loadFailed}</p>;
  if (found === undefined)
    return (
      <p className={`${styles.none} hint`} role="status">
        {words.searching}
      </p>
    );
  if (found.threads.length + found.items.length === 0)
    return (
      <div className={styles.none} role="status">
        <strong>{words.nothingFound(found.query)}</strong>
        <span className="hint">{words.nothingFoundText}</span>
      </div>
    );
  return (
    <div className={styles.results}>
      {found.threads.length > 0 && (
        <section className={styles.group} aria-label={words.resultsThreads}>
          <h2 className={styles.heading}>{words.resultsThreads}</h2>
          {found.threads.map((thread) => (
            <a key={thread.id} {...link({ view: "thread", thread: thread.id })}>
              <Avatar account={thread.id} name={thread.name} size="small" />
              <span className={styles.lines}>
                <bdi className={styles.title}>
                  <Highlighted text={thread.name} query={found.query} />
                </bdi>
                {thread.phone !== undefined && (
                  <span className={styles.line} dir="ltr">
                    <Highlighted text={thread.phone} query={found.query} />
                  </span>
                )}
              </span>
            </a>
          ))}
        </section>
      )}
      {found.items.length > 0 && (
        <section className={styles.group} aria-label={words.resultsItems}>
          <h2 className={styles.heading}>{words.resultsItems}</h2>
          {found.items.map((item) => (
            <a key={item.id} {...link({ view: "thread", thread: item.thread, seq: item.seq })}>
              <span className={styles.lines}>
                <span className={styles.top}>
                  <bdi className={styles.title}>
                    <ThreadName id={item.thread} query={found.query} />
                  </bdi>
                  <time className={styles.time}>{listTime(item.at, now)}</time>
                </span>
                <bdi className={styles.line}>
                  {item.direction === "out" && `${words.you} `}
                  <Highlighted
                    text={excerpt(plainText(bodyPreview(item.body)), found.query)}
                    query={found.query}
                  />
                </bdi>
              </span>
            </a>
          ))}
        </section>
      )}
    </div>
  );
}
