import type { Role } from "@culver/business/inbox-api";
import { type FormEvent, useId, useState } from "react";
import { useStore } from "../../state/store.ts";
import dialog from "../../ui/dialog.module.css";
import { Dialog } from "../../ui/dialog.tsx";
import { inboxWords } from "../../words/inbox.ts";
import { useInbox } from "../app/inbox-context.ts";
import { DialogActions } from "../frame/dialog-actions.tsx";

/** Makes a link by which somebody joins the team. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const inbox = useInbox();
  const words = inboxWords.team;
  const id = useId();
  const self = useStore(inbox.session, ({ agent }) => agent.role);
  const roles: readonly Role[] = self === "operator" ? ["agent", "admin", "operator"] : ["agent", "admin"];
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || name.trim() === "") return;
    setBusy(true);
    try {
      const { agent, link } = await inbox.client.invite(name.trim(), role);
      inbox.session.update((session) => ({
        ...session,
        agents: [...session.agents.filter((one) => one.id !== agent.id), agent],
      }));
      inbox.layers.open({ kind: "link", name: agent.name, link });
    } catch (error) {
      setFault(error instanceof Error ? error.message : inboxWords.app.failed);
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.inviteTitle} onClose={onClose}>
      <form className={dialog.form} onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={id}>{words.name}</label>
          <input
            id={id}
            className="input"
            dir="auto"
            maxLength={100}
            value={name}
            autoFocus
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-role`}>{words.role}</label>
          <select
            id={`${id}-role`}
            className="input"
            value={role}
            aria-describedby={`${id}-hint`}
            onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? "agent")}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {words.roles[one]}
              </option>
            ))}
          </select>
          <p className="hint" id={`${id}-hint`}>
            {words.roleText[role]}
          </p>
        </div>
        {fault !== undefined && (
          <p className="error-text" role="alert">
            {fault}
          </p>
        )}
        <DialogActions label={words.makeLink} ready={!busy && name.trim() !== ""} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
