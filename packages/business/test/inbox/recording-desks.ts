import { GraphError, newNodeId } from "../../src/graph/index.ts";
import type { ApprovalView, RepliesView, TemplateView } from "../../src/inbox-api.ts";
import type { TemplateSend } from "../../src/messages/index.ts";
import {
  type MediaStore,
  type RepliesDesk,
  STARTER_WORDS,
  type StoredMedia,
  type TemplateDesk,
  type Templates,
} from "../../src/model/index.ts";

export const template: TemplateView = {
  ...{ id: "7000000000000001", name: "order_update", language: "en", category: "UTILITY", state: "PENDING" },
  reasons: ["It has a link."],
  preview: {
    kind: "interactive",
    text: "Hello {{1}}, your order {{2}} is on its way.",
    buttons: [{ kind: "url", title: "Track", value: "https://example.com/{{1}}" }],
  },
  variables: ["1", "2", "button:0"],
  changedAt: 1,
};

/** Templates of one business, and what was decided about them. */
export function recordingTemplates(
  business: string,
): TemplateDesk & Templates & { readonly filled: TemplateSend[] } {
  let view = template;
  let approval: ApprovalView = { automatic: false, rules: [{ id: "links", text: "Has a link", isOn: true }] };
  const filled: TemplateSend[] = [];
  return {
    filled,
    list: async (id) => (id === business ? [view] : []),
    example: async (id, one) => (id === business && one === view.id ? "handle" : undefined),
    async review(_, decision) {
      view = { ...view, state: decision === "approve" ? "APPROVED" : "REJECTED" };
      return view;
    },
    approval: async () => approval,
    async setApproval(_, { automatic = approval.automatic }) {
      approval = { ...approval, automatic };
      return approval;
    },
    async fill(_, send) {
      filled.push(send);
      return {
        rendered: { name: send.name, language: send.language, body: "Hello Ann", buttons: [] },
        category: "UTILITY",
      };
    },
  };
}

/** Automatic replies, every version of them. */
export function recordingReplies(): RepliesDesk {
  const versions: RepliesView[] = [
    {
      ...{ version: 1, changedAt: 1, changedBy: "operator", iceBreakers: [] },
      ...STARTER_WORDS,
      hours: { timeZone: "Europe/Berlin", days: [] },
      rules: [
        { id: "r1", name: "Welcome", isOn: true, reply: { kind: "greeting", text: "Hi", afterDays: 7 } },
      ],
    },
  ];
  const last = () => versions.at(-1) as RepliesView;
  return {
    get: async () => last(),
    async save(_, draft, by) {
      versions.push({
        ...last(),
        ...draft,
        version: last().version + 1,
        changedAt: Date.now(),
        changedBy: by,
      });
      return last();
    },
    history: async () => versions,
    version: async (_, version) => versions.find((each) => each.version === version),
    test: async () => ({ replies: [], handOver: false, trace: [] }),
  };
}

/** Files in memory. */
export function memoryMedia(): Pick<MediaStore, "put" | "find" | "open" | "fetchLink"> & {
  readonly links: string[];
} {
  const files = new Map<string, { stored: StoredMedia; blob: Blob }>();
  const links: string[] = [];
  const keep = async (
    number: string,
    body: BodyInit,
    type: string,
    filename?: string,
  ): Promise<StoredMedia> => {
    const octets = await new Response(body).arrayBuffer();
    if (octets.byteLength === 0) throw new GraphError(131053);
    const frame = { id: newNodeId(), number, type, size: octets.byteLength };
    const stored = { ...frame, sha256: "", filename, expiresAt: Date.now() + 1e9 };
    files.set(stored.id, { stored, blob: new Blob([octets]) });
    return stored;
  };
  return {
    links,
    put: (number, { body, type, filename }) => keep(number, body as BodyInit, type, filename),
    find: async (id) => files.get(id)?.stored,
    open: async (id) => files.get(id)?.blob,
    fetchLink(number, link) {
      links.push(link);
      return keep(number, "from afar", "image/png", "afar.png");
    },
  };
}
