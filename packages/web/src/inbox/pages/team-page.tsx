import type { AgentView, Role } from "@culver/business/inbox-api";
import { Ellipsis, UserRoundPlus } from "lucide-react";
import { useEffect } from "react";
import { dayAndTime } from "../../lib/format-time.ts";
import { useStore } from "../../state/store.ts";
import { Avatar } from "../../ui/avatar.tsx";
import cards from "../../ui/card.module.css";
import { IconButton } from "../../ui/icon-button.tsx";
import type { MenuItem, Place } from "../../ui/layers.ts";
import { useNow } from "../../ui/use-now.ts";
import { inboxWords } from "../../words/inbox.ts";
import type { Inbox } from "../app/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import styles from "./page.module.css";
import { PageFrame } from "./page-frame.tsx";

type Change = Parameters<Inbox["client"]["changeAgent"]>[1];

/** Shows the change at once; what the server refuses is taken back. */
function change(inbox: Inbox, agent: AgentView, to: Change): void {
  const { session, client } = inbox;
  const put = (next: AgentView): void =>
    session.update((now) => ({
      ...now,
      agents: now.agents.map((one) => (one.id === next.id ? next : one)),
    }));
  put({ ...agent, ...to });
  client.changeAgent(agent.id, to).catch((error: unknown) => {
    put(agent);
    inbox.refused(error);
  });
}

function openActions(inbox: Inbox, agent: AgentView, place: Place): void {
  const words = inboxWords.team;
  const self = inbox.session.get().agent;
  const items: MenuItem[] = [
    {
      key: "rename",
      label: words.rename,
      keepsOpen: true,
      run: () => inbox.layers.open({ kind: "rename", agent: agent.id, name: agent.name }),
    },
  ];
  if (agent.id !== self.id) {
    const roles: readonly Role[] = ["agent", "admin"];
    for (const role of roles.filter((one) => one !== agent.role && agent.role !== "operator"))
      items.push({
        key: role,
        label: words.makeRole(words.roles[role].toLowerCase()),
        run: () => change(inbox, agent, { role }),
      });
    items.push({
      key: "link",
      label: words.newLink,
      run: () => {
        inbox.client
          .newLink(agent.id)
          .then(({ link }) => inbox.layers.open({ kind: "link", name: agent.name, link }), inbox.refused);
      },
    });
    items.push(
      agent.isDisabled
        ? { key: "enable", label: words.enable, run: () => change(inbox, agent, { isDisabled: false }) }
        : {
            key: "disable",
            label: words.disable,
            danger: true,
            keepsOpen: true,
            run: () =>
              inbox.layers.open({
                kind: "confirm",
                title: words.disableTitle(agent.name),
                text: words.disableText,
                action: words.disable,
                danger: true,
                run: () => change(inbox, agent, { isDisabled: true }),
              }),
          },
    );
  }
  inbox.layers.open({ kind: "menu", label: words.actions(agent.name), place, items });
}

function presence(agent: AgentView, now: number): string {
  const words = inboxWords.team;
  if (agent.isOnline) return words.online;
  if (agent.lastSeenAt !== undefined) return words.lastSeen(dayAndTime(agent.lastSeenAt, now));
  return agent.login === "" ? words.never : agent.login;
}

/** Who answers customers, and who else may come. */
export function TeamPage() {
  const inbox = useInbox();
  const { agents, agent: self } = useStore(inbox.session, (session) => session);
  const now = useNow(60_000);
  const words = inboxWords.team;
  useEffect(() => {
    inbox.client.agents().then(
      (found) => inbox.session.update((session) => ({ ...session, agents: found })),
      () => undefined,
    );
  }, [inbox]);
  return (
    <PageFrame
      title={words.title}
      text={words.text}
      action={
        <button
          type="button"
          className="button primary"
          onClick={() => inbox.layers.open({ kind: "invite" })}
        >
          <UserRoundPlus size={18} strokeWidth={1.75} aria-hidden="true" />
          {words.invite}
        </button>
      }
    >
      <ul className={`${cards.card} ${cards.rows}`}>
        {agents.map((agent) => (
          <li key={agent.id} className={`${styles.row} ${agent.isDisabled ? styles.disabled : ""}`}>
            <span className={styles.avatar} data-online={agent.isOnline}>
              <Avatar account={agent.id} name={agent.name} size="small" />
            </span>
            <span className={cards.words}>
              <span className={styles.name}>
                <bdi>{agent.name}</bdi>
                {agent.id === self.id && <span className={styles.sub}>({words.you})</span>}
                <span className={`${styles.pill} ${agent.role === "agent" ? styles.off : ""}`}>
                  {words.roles[agent.role]}
                </span>
                {agent.isDisabled && <span className={`${styles.pill} ${styles.off}`}>{words.disabled}</span>}
              </span>
              <span className={styles.sub}>
                {presence(agent, now)}
                {agent.login !== "" && (agent.isOnline || agent.lastSeenAt !== undefined) && (
                  <> · {agent.login}</>
                )}
              </span>
            </span>
            <IconButton
              icon={Ellipsis}
              label={words.actions(agent.name)}
              aria-haspopup="menu"
              onClick={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                openActions(inbox, agent, { x: box.right - 212, y: box.bottom + 4 });
              }}
            />
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
