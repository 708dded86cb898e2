import type {
  AgentMessage,
  AgentView,
  ItemView,
  LabelView,
  LogEntryView,
  QuickReplyView,
  Role,
  SessionView,
  TemplateView,
  ThreadChange,
  ThreadFilter,
  ThreadView,
} from "@culver/business/inbox-api";
import { call, query } from "./http.ts";
import { uploadFile } from "./upload.ts";

const of = (id: string): string => encodeURIComponent(id);

/** The calls below /business/api that this page makes. Each throws InboxError. */
export const inboxClient = {
  session: () => call<SessionView>("GET", "/session"),
  login: (login: string, password: string) => call<SessionView>("POST", "/login", { login, password }),
  logout: () => call<void>("POST", "/logout", {}),
  passkeyLoginOptions: () => call<unknown>("POST", "/login/passkey/options", {}),
  passkeyLogin: (response: unknown) => call<SessionView>("POST", "/login/passkey", { response }),
  invitation: (secret: string) =>
    call<{ readonly name: string; readonly role: Role; readonly business: string }>("POST", "/invitations", {
      secret,
    }),
  accept: (secret: string, login: string, password?: string) =>
    call<SessionView>("POST", "/invitations/accept", {
      secret,
      login,
      ...(password !== undefined && { password }),
    }),
  passkeyOptions: () => call<unknown>("POST", "/passkeys/options", {}),
  addPasskey: (response: unknown) => call<unknown>("POST", "/passkeys", { response }),
  removePasskeys: () => call<void>("DELETE", "/passkeys"),
  setPassword: (password: string, current?: string) =>
    call<void>("PUT", "/password", { password, ...(current !== undefined && { current }) }),

  agents: async () => (await call<{ readonly agents: readonly AgentView[] }>("GET", "/agents")).agents,
  invite: (name: string, role: Role) =>
    call<{ readonly agent: AgentView; readonly link: string }>("POST", "/agents", { name, role }),
  changeAgent: (id: string, change: { role?: Role; isDisabled?: boolean; name?: string }) =>
    call<unknown>("PATCH", `/agents/${of(id)}`, change),
  newLink: (id: string) => call<{ readonly link: string }>("POST", `/agents/${of(id)}/link`, {}),

  threads: (page: {
    readonly filter: ThreadFilter;
    readonly label?: string | undefined;
    readonly number?: string | undefined;
    readonly before?: number | undefined;
    readonly limit?: number | undefined;
  }) =>
    call<{ readonly threads: readonly ThreadView[]; readonly next?: number }>(
      "GET",
      `/threads${query(page)}`,
    ),
  thread: (id: string) => call<ThreadView>("GET", `/threads/${of(id)}`),
  changeThread: (id: string, change: ThreadChange) =>
    call<ThreadView | undefined>("PATCH", `/threads/${of(id)}`, change),
  begin: (number: string, phone: string) => call<ThreadView>("POST", "/threads", { number, phone }),
  items: (thread: string, page: { before?: number; after?: number; limit?: number }) =>
    call<{ readonly items: readonly ItemView[] }>("GET", `/threads/${of(thread)}/items${query(page)}`),
  send: (thread: string, message: AgentMessage) =>
    call<ItemView>("POST", `/threads/${of(thread)}/messages`, message),
  note: (thread: string, text: string) =>
    call<ItemView | undefined>("POST", `/threads/${of(thread)}/notes`, { text }),
  read: (thread: string) => call<void>("POST", `/threads/${of(thread)}/read`, {}),
  typing: (thread: string, typing: boolean) =>
    call<void>("POST", `/threads/${of(thread)}/typing`, { typing }),
  viewing: (thread: string, viewing: boolean) =>
    call<void>("POST", `/threads/${of(thread)}/viewing`, { viewing }),
  upload: uploadFile,

  search: (text: string) =>
    call<{ readonly threads: readonly ThreadView[]; readonly items: readonly ItemView[] }>(
      "POST",
      "/search",
      { q: text },
    ),
  addLabel: (label: Omit<LabelView, "id">) => call<LabelView>("POST", "/labels", label),
  changeLabel: (id: string, change: Partial<Omit<LabelView, "id">>) =>
    call<unknown>("PATCH", `/labels/${of(id)}`, change),
  removeLabel: (id: string) => call<void>("DELETE", `/labels/${of(id)}`),
  quickReplies: async () =>
    (await call<{ readonly quickReplies: readonly QuickReplyView[] }>("GET", "/quick-replies")).quickReplies,
  addQuickReply: (reply: Omit<QuickReplyView, "id">) => call<QuickReplyView>("POST", "/quick-replies", reply),
  changeQuickReply: (id: string, change: Partial<Omit<QuickReplyView, "id">>) =>
    call<unknown>("PATCH", `/quick-replies/${of(id)}`, change),
  removeQuickReply: (id: string) => call<void>("DELETE", `/quick-replies/${of(id)}`),
  log: (before?: number) =>
    call<{ readonly entries: readonly LogEntryView[]; readonly next?: number }>(
      "GET",
      `/log${query({ before })}`,
    ),
  templates: async () =>
    (await call<{ readonly templates: readonly TemplateView[] }>("GET", "/templates")).templates,
};

export type InboxClient = typeof inboxClient;
