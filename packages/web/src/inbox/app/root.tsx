import type { SessionView } from "@culver/business/inbox-api";
import { useEffect, useState } from "react";
import type { Preferences } from "../../state/preferences.ts";
import type { Store } from "../../state/store.ts";
import { inboxWords } from "../../words/inbox.ts";
import { inboxClient } from "../api/client.ts";
import { InboxError } from "../api/http.ts";
import { Frame } from "../frame/frame.tsx";
import { Loading } from "../frame/loading.tsx";
import { Invitation } from "../sign-in/invitation.tsx";
import { SignIn } from "../sign-in/sign-in.tsx";
import { type Inbox, startInbox } from "./inbox.ts";
import { InboxContext } from "./inbox-context.ts";

type Screen =
  | { readonly show: "loading" }
  | { readonly show: "unreachable" }
  | { readonly show: "sign-in"; readonly ended: boolean }
  | { readonly show: "invitation"; readonly secret: string }
  | { readonly show: "inbox"; readonly inbox: Inbox };

function invitationSecret(): string | undefined {
  return /^#invitation=([^&]+)$/u.exec(location.hash)?.[1];
}

/** Signed out, invited, or inside. */
export function Root({ preferences }: { readonly preferences: Store<Preferences> }) {
  const [screen, setScreen] = useState<Screen>({ show: "loading" });

  const enter = (session: SessionView): void => {
    const inbox = startInbox({
      session,
      preferences,
      signedOut: (byItself) => setScreen({ show: "sign-in", ended: byItself }),
    });
    setScreen((before) => {
      if (before.show === "inbox") before.inbox.stop();
      return { show: "inbox", inbox };
    });
  };
  const start = (): (() => void) => {
    let gone = false;
    const secret = invitationSecret();
    if (secret !== undefined) {
      setScreen({ show: "invitation", secret });
      return () => undefined;
    }
    setScreen({ show: "loading" });
    inboxClient.session().then(
      (session) => gone || enter(session),
      (error: unknown) => {
        if (gone) return;
        const signedOut = error instanceof InboxError && error.status === 401;
        setScreen(signedOut ? { show: "sign-in", ended: false } : { show: "unreachable" });
      },
    );
    return () => {
      gone = true;
    };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once.
  useEffect(start, []);
  useEffect(() => {
    const invited = (): void => {
      const secret = invitationSecret();
      if (secret !== undefined) setScreen({ show: "invitation", secret });
    };
    window.addEventListener("hashchange", invited);
    return () => window.removeEventListener("hashchange", invited);
  }, []);
  useEffect(() => {
    document.title = `${inboxWords.app.name} · Culver`;
  }, []);

  switch (screen.show) {
    case "loading":
      return <Loading />;
    case "unreachable":
      return <Loading onRetry={() => void start()} />;
    case "sign-in":
      return <SignIn ended={screen.ended} onSignedIn={enter} />;
    case "invitation":
      return (
        <Invitation
          secret={screen.secret}
          onJoined={(session) => {
            if (invitationSecret() !== undefined) history.replaceState(null, "", location.pathname);
            enter(session);
          }}
          onSignIn={() => {
            history.replaceState(null, "", location.pathname);
            setScreen({ show: "sign-in", ended: false });
          }}
        />
      );
    case "inbox":
      return (
        <InboxContext.Provider value={screen.inbox}>
          <Frame />
        </InboxContext.Provider>
      );
  }
}
