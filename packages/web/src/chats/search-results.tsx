import type { Contact, Conversation, Message } from "@culver/client";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import type { App } from "../app/app.ts";
import { useApp } from "../app/app-context.ts";
import { listTime } from "../lib/format-time.ts";
import { excerpt } from "../lib/highlight.ts";
import { pathOf, type Route } from "../route/route.ts";
import { contactName } from "../state/contacts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Highlighted } from "../ui/highlighted.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { usePhoneFormat } from "../ui/use-phone-format.ts";
import { words } from "../words/index.ts";
import { previewOf } from "./preview.ts";
import styles from "./search-results.module.css";
import { useSearch } from "./use-search.ts";

interface ResultProps {
  readonly account: string;
  readonly title: string;
  readonly line: string | undefined;
  readonly time?: number;
  readonly query: string;
  readonly route?: Route;
  readonly onOpen: () => void;
}

function Result({ account, title, line, time, query, route, onOpen }: ResultProps) {
  return (
    <li>
      <a
        className={styles.result}
        href={route === undefined ? "#" : pathOf(route)}
        data-result=""
        onClick={(event) => {
          event.preventDefault();
          onOpen();
        }}
      >
        <Avatar account={account} name={title} size="small" />
        <span className={styles.lines}>
          <span className={styles.top}>
            <span className={styles.title}>
              <bdi>
                <Highlighted text={title} query={query} />
              </bdi>
            </span>
            {time !== undefined && <time className={styles.time}>{listTime(time, Date.now())}</time>}
          </span>
          {line !== undefined && (
            <span className={styles.line}>
              <bdi>
                <Highlighted text={line} query={query} />
              </bdi>
            </span>
          )}
        </span>
      </a>
    </li>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without markers. */}
      <ul role="list">{children}</ul>
    </section>
  );
}

async function openContact(app: App, contact: Contact): Promise<void> {
  const conversation = await app.client.openConversation(contact.account);
  app.conversations.put(conversation);
  app.router.go({ view: "chat", conversation: conversation.id });
}

function step(list: HTMLElement | null, event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = [...(list?.querySelectorAll<HTMLElement>("[data-result]") ?? [])];
  const here = all.indexOf(document.activeElement as HTMLElement);
  const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
  event.preventDefault();
  if (next !== undefined) next.focus();
  else if (event.key === "ArrowUp") document.querySelector<HTMLElement>("[data-search]")?.focus();
}

/** Chats, then people, then messages that hold the words; a message opens its chat where it stands. */
export function SearchResults({ query }: { readonly query: string }) {
  const app = useApp();
  const list = useRef<HTMLDivElement>(null);
  const format = usePhoneFormat();
  const result = useSearch(query);
  if (result === undefined) return <Skeleton rows={6} />;
  const { conversations, messages } = result;
  const open = new Set(conversations.map(({ peer }) => peer?.account));
  const contacts = result.contacts.filter(({ account }) => !open.has(account));
  const titleOf = (message: Message): Conversation | undefined =>
    app.conversations.get().byId.get(message.conversation);
  const nothing = conversations.length + contacts.length + messages.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows move the focus between the links inside.
    <div ref={list} className={styles.results} onKeyDown={(event) => step(list.current, event)}>
      <p className="visually-hidden" role="status">
        {words.search.results(conversations.length + contacts.length + messages.length)}
      </p>
      {nothing && (
        <div className={styles.none}>
          <p>{words.search.none(query.trim())}</p>
          <p className="hint">{words.search.hint}</p>
        </div>
      )}
      {conversations.length > 0 && (
        <Group title={words.search.chats}>
          {conversations.map((one) => {
            const route = { view: "chat", conversation: one.id } as const;
            const account = one.peer?.account ?? one.id;
            const line = one.peer?.number === undefined ? undefined : format(one.peer.number);
            return (
              <Result
                key={one.id}
                account={account}
                title={one.title}
                line={line}
                query={query}
                route={route}
                onOpen={() => app.router.go(route)}
              />
            );
          })}
        </Group>
      )}
      {contacts.length > 0 && (
        <Group title={words.search.contacts}>
          {contacts.map((contact) => (
            <Result
              key={contact.account}
              account={contact.account}
              title={contactName(contact, words.conversation.unknown)}
              line={contact.number === undefined ? undefined : format(contact.number)}
              query={query}
              onOpen={() => void openContact(app, contact)}
            />
          ))}
        </Group>
      )}
      {messages.length > 0 && (
        <Group title={words.search.messages}>
          {messages.map((message) => {
            const conversation = titleOf(message);
            const route = { view: "chat", conversation: message.conversation, message: message.id } as const;
            return (
              <Result
                key={`${message.conversation} ${message.id}`}
                account={conversation?.peer?.account ?? message.conversation}
                title={conversation?.title ?? words.conversation.unknown}
                line={(message.outgoing ? `${words.chats.you} ` : "") + excerpt(previewOf(message), query)}
                time={message.at}
                query={query}
                route={route}
                onOpen={() => app.router.go(route)}
              />
            );
          })}
        </Group>
      )}
    </div>
  );
}
