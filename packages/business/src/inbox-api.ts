/**
 * What the inbox's page and its server say to each other: JSON below `/business/api`, types only. Times are milliseconds
 * since 1970. A refusal is `{ error: { code, message } }` with a 4xx status; `message` is a sentence for a person.
 *
 * | call | |
 * | --- | --- |
 * | POST /login `{login, password}`, POST /logout, GET /session | `SessionView`, an HttpOnly SameSite=Strict cookie; 401 `signed_out` without one |
 * | POST /login/passkey/options, POST /login/passkey `{response}` | WebAuthn, by a discoverable credential |
 * | POST /invitations `{secret}`, POST /invitations/accept `{secret, login, password?}` | `{name, role, business}`; then `SessionView`. The link is `/business#invitation=SECRET` |
 * | POST /passkeys/options, POST /passkeys `{response}`, DELETE /passkeys, PUT /password `{current?, password}` | of the agent who is signed in |
 * | GET /agents, POST /agents `{name, role}` → `{agent, link}`, PATCH /agents/{id} `{role?, isDisabled?, name?}`, POST /agents/{id}/link | admin |
 * | GET /threads?filter=&label=&number=&before=&limit= → `{threads, next?}`, GET /threads/{id}, PATCH /threads/{id} `ThreadChange` | `before` is an `activeAt` |
 * | GET /threads/{id}/items?before=&after=&limit= → `{items}` | oldest first |
 * | POST /threads/{id}/messages `AgentMessage` → `ItemView`, POST /threads/{id}/notes `{text}`, POST /threads/{id}/read, POST /threads/{id}/typing `{typing}`, POST /threads/{id}/viewing `{viewing}` | |
 * | POST /threads `{number, phone}` → `ThreadView` | begins one with a phone |
 * | POST /media?thread= (the name percent-encoded in x-file-name) → `{media}`, GET /files/{id} | |
 * | POST /search `{q}` → `{threads, items}` | `SearchItem`, the youngest first |
 * | GET /files/linked?message= | what a message of the business had by a link |
 * | GET/POST /labels, PATCH/DELETE /labels/{id}, GET/POST /quick-replies, PATCH/DELETE /quick-replies/{id} | |
 * | GET /log?before= → `{entries, next?}` | admin |
 * | GET /events | Server-Sent Events, `InboxEvent` |
 * | GET /templates → `{templates}`, GET /templates/{id}/example, POST /templates/{id}/review `{decision, reason?}` (operator), GET/PUT /approval (operator) | |
 * | GET/PUT /replies?number=, GET /replies/history?number= → `{versions}`, GET /replies/versions/{v}?number=, POST /replies/test?number= `{test, draft?}` | admin |
 * | GET /webhooks?state=&target=&before= → `WebhooksView`, GET /webhooks/{seq}/attempts → `{attempts}`, POST /webhooks/replay, /webhooks/dead-letter, /webhooks/delete `{seqs}` | admin |
 */

/** `agent` answers customers. `admin` also invites agents and edits templates, replies and webhooks. `operator` runs the server: reviews templates. */
export type Role = "agent" | "admin" | "operator";

export interface AgentView {
  readonly id: string;
  readonly name: string;
  /** What is typed to sign in. */
  readonly login: string;
  readonly role: Role;
  readonly isOnline: boolean;
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  readonly passkeys: number;
  readonly lastSeenAt?: number | undefined;
}

export interface NumberView {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  /** The device's stream to the relay. */
  readonly connection: "online" | "offline";
}

/** GET /session; also the answer to every way of signing in. */
export interface SessionView {
  readonly agent: AgentView;
  readonly business: { readonly id: string; readonly name: string };
  readonly numbers: readonly NumberView[];
  readonly labels: readonly LabelView[];
  readonly agents: readonly AgentView[];
  /** Whether SMS can be sent from here. */
  readonly hasSms: boolean;
}

export interface LabelView {
  readonly id: string;
  readonly name: string;
  /** One of eight tints of the look, 0 to 7. */
  readonly tint: number;
}

export interface ThreadView {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly channel: "app" | "sms";
  /** By which ways the customer can be reached. */
  readonly channels: readonly ("app" | "sms")[];
  readonly state: "open" | "closed";
  /** Agent. */
  readonly assignee?: string | undefined;
  readonly labels: readonly string[];
  readonly unread: number;
  readonly last?:
    | { readonly text: string; readonly at: number; readonly direction: "in" | "out" }
    | undefined;
  readonly activeAt: number;
  /** Anything may be sent until then; undefined: templates only (apps), nothing to wait for (SMS). */
  readonly windowEndsAt?: number | undefined;
  readonly isBlocked: boolean;
  readonly isOptedOut: boolean;
  /** An automatic reply has asked for a person. */
  readonly needsPerson: boolean;
}

export interface FileView {
  /** Below /business/api; answers with the bytes. */
  readonly url: string;
  readonly type: string;
  readonly size: number;
  readonly name?: string | undefined;
}

export interface ChoiceView {
  readonly id: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** What a message shows. */
export type ItemBody =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "file";
      readonly shape: "image" | "video" | "audio" | "document" | "sticker";
      readonly file: FileView;
      readonly text: string;
      readonly isVoice: boolean;
    }
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    }
  | {
      readonly kind: "contacts";
      readonly contacts: readonly {
        readonly name: string;
        readonly phones: readonly string[];
        readonly emails: readonly string[];
      }[];
    }
  /** Buttons, lists and templates, as the customer sees them. */
  | {
      readonly kind: "interactive";
      readonly header?:
        | {
            readonly text: string;
            /** A template's header will be such a file; `text` stands in its place. */
            readonly shape?: "image" | "video" | "document";
            /** Below /business/api: the file that came with the template as an example. */
            readonly example?: string;
          }
        | { readonly file: FileView; readonly shape: "image" | "video" | "document" }
        | undefined;
      readonly text: string;
      readonly footer?: string | undefined;
      readonly buttons: readonly {
        readonly kind: "reply" | "url" | "call" | "copy" | "location";
        readonly title: string;
        readonly value?: string;
      }[];
      readonly list?:
        | {
            readonly button: string;
            readonly sections: readonly { readonly title?: string; readonly rows: readonly ChoiceView[] }[];
          }
        | undefined;
      /** The template's name. */
      readonly template?: string | undefined;
    }
  /** The customer has pressed a button or picked a row. */
  | { readonly kind: "choice"; readonly choice: ChoiceView }
  /** Among agents; customers never see it. */
  | { readonly kind: "note"; readonly text: string }
  /** "Ann has taken this chat": from the log of the thread. */
  | { readonly kind: "event"; readonly text: string }
  | { readonly kind: "deleted" }
  | { readonly kind: "unsupported"; readonly text: string };

/** One line of a thread's timeline. */
export interface ItemView {
  readonly id: string;
  readonly thread: string;
  /** Order in the thread. */
  readonly seq: number;
  readonly at: number;
  readonly direction: "in" | "out" | "inside";
  readonly channel?: "app" | "sms" | undefined;
  readonly body: ItemBody;
  /** Of what the business sent: an agent's name, "API", or the automatic reply's name. */
  readonly by?: string | undefined;
  readonly status?: "accepted" | "sent" | "delivered" | "read" | "failed" | undefined;
  /** With `failed`. */
  readonly failure?: string | undefined;
  readonly quote?: { readonly id: string; readonly text: string } | undefined;
  readonly reactions: readonly string[];
  readonly isEdited: boolean;
}

/** An item that POST /search has found. */
export interface SearchItem extends ItemView {
  /** Its words around what was searched for. */
  readonly snippet: string;
}

export interface QuickReplyView {
  readonly id: string;
  /** Typed after a slash: /hours. */
  readonly shortcut: string;
  readonly text: string;
}

/** POST /threads/{id}/messages */
export type AgentMessage =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly quotes?: string;
      readonly channel?: "app" | "sms";
    }
  /** `media`: from POST /media?thread=ID with the file as body, its type as Content-Type and its name in x-file-name. */
  | {
      readonly kind: "file";
      readonly media: string;
      readonly text?: string;
      readonly quotes?: string;
      readonly isVoice?: boolean;
    }
  | { readonly kind: "buttons"; readonly text: string; readonly buttons: readonly string[] }
  | {
      readonly kind: "template";
      readonly name: string;
      readonly language: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly kind: "reaction"; readonly message: string; readonly emoji: string };

export type ThreadFilter = "open" | "mine" | "unassigned" | "closed" | "all";

/** PATCH /threads/{id} */
export interface ThreadChange {
  readonly name?: string;
  /** null: nobody's. */
  readonly assignee?: string | null;
  readonly labels?: readonly string[];
  readonly state?: "open" | "closed";
  readonly channel?: "app" | "sms";
  readonly isBlocked?: boolean;
}

/** GET /events: text/event-stream, `data` is one of these. The first is `hello`; after a gap the page reads anew. */
export type InboxEvent =
  | { readonly type: "hello" }
  | { readonly type: "thread"; readonly thread: ThreadView }
  | { readonly type: "item"; readonly item: ItemView; readonly isNew: boolean }
  | { readonly type: "customer-typing"; readonly thread: string; readonly typing: boolean }
  /** An agent has the thread open (`viewing`) or writes in it (`typing`). */
  | {
      readonly type: "agent-in-thread";
      readonly thread: string;
      readonly agent: string;
      readonly state: "viewing" | "typing" | "gone";
    }
  | { readonly type: "agents"; readonly agents: readonly AgentView[] }
  | { readonly type: "labels"; readonly labels: readonly LabelView[] }
  | { readonly type: "numbers"; readonly numbers: readonly NumberView[] }
  /** The session is over. */
  | { readonly type: "signed-out" };

export interface LogEntryView {
  readonly seq: number;
  readonly at: number;
  readonly agent: string;
  /** "message.sent", "thread.assigned", "agent.invited", … */
  readonly action: string;
  readonly thread?: string | undefined;
  /** A sentence without content. */
  readonly text: string;
}

/** A template, for its page. */
export interface TemplateView {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly state: string;
  readonly rejectedReason?: string | undefined;
  /** Why a person must look at it; empty when rules approve it alone. */
  readonly reasons: readonly string[];
  readonly preview: Extract<ItemBody, { kind: "interactive" }>;
  /** Names of the variables, in order: "1", "2" or their names; with `button:0` for a button's. */
  readonly variables: readonly string[];
  readonly changedAt: number;
}

export interface ApprovalView {
  /** Templates without a reason to look at are approved at once. */
  readonly automatic: boolean;
  readonly rules: readonly { readonly id: string; readonly text: string; readonly isOn: boolean }[];
}

/** When somebody is there: minutes after midnight, local time. */
export interface OpeningHours {
  /** IANA, "Europe/Berlin". */
  readonly timeZone: string;
  /** Sunday is 0. */
  readonly days: readonly (readonly { readonly from: number; readonly to: number }[])[];
}

export type AutomaticReply =
  | {
      readonly kind: "greeting";
      readonly text: string /** Days of silence after which it is said again. */;
      readonly afterDays: number;
    }
  | { readonly kind: "away"; readonly text: string }
  | {
      readonly kind: "keyword";
      readonly words: readonly string[];
      readonly match: "equals" | "contains";
      readonly text: string;
      readonly buttons: readonly string[];
      readonly handOver: boolean;
    }
  | {
      readonly kind: "pattern" /** Regular expression (RE2's subset: no look-around, no back-references). */;
      readonly pattern: string;
      readonly text: string;
      readonly buttons: readonly string[];
      readonly handOver: boolean;
    };

/** The automatic replies of a number; a change makes a new version and keeps the old ones. */
export interface RepliesView {
  readonly version: number;
  readonly changedAt: number;
  readonly changedBy: string;
  readonly hours: OpeningHours;
  readonly rules: readonly {
    readonly id: string;
    readonly name: string;
    readonly isOn: boolean;
    readonly reply: AutomaticReply;
  }[];
  /** Questions that a customer may tap below the greeting. */
  readonly iceBreakers: readonly { readonly question: string; readonly answer: string }[];
  /** What they stand below, in answer to a first message, when no greeting is on. */
  readonly iceBreakerText: string;
  /** What opens them where they are a list: more than three, or longer than a button. */
  readonly iceBreakerButton: string;
}

/** POST /replies/test */
export interface RepliesTest {
  readonly text: string;
  readonly at: number;
  readonly isFirst: boolean;
  readonly daysSilent?: number;
}

export interface RepliesTestResult {
  /** In the order in which they would be sent. */
  readonly replies: readonly {
    readonly rule: string;
    readonly name: string;
    readonly text: string;
    readonly buttons: readonly string[];
    readonly list?:
      | {
          readonly button: string;
          readonly rows: readonly { readonly title: string; readonly description?: string | undefined }[];
        }
      | undefined;
  }[];
  readonly handOver: boolean;
  /** Each rule and why it did or did not speak, in words. */
  readonly trace: readonly {
    readonly rule: string;
    readonly name: string;
    readonly spoke: boolean;
    readonly why: string;
  }[];
}

export interface WebhookView {
  readonly seq: number;
  readonly receiver: string;
  readonly field: string;
  readonly size: number;
  readonly state: "waiting" | "delivered" | "dead";
  readonly createdAt: number;
  readonly dueAt?: number | undefined;
  readonly attempts: number;
  readonly failure?: string | undefined;
}

export interface WebhooksView {
  readonly entries: readonly WebhookView[];
  readonly waiting: number;
  readonly dead: number;
  readonly oldestAgeMs: number;
  readonly targets: readonly {
    readonly target: string;
    readonly receiver: string;
    readonly failures: number;
    readonly nextTryAt?: number | undefined;
    readonly inFlight: number;
  }[];
  readonly next?: number | undefined;
}
